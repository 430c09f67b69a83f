"""The studio's page: static files without a build step."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from artline.web.headers import CACHE_STATIC

STATIC = Path(__file__).parent / "static"

router = APIRouter(include_in_schema=False)


@router.get("/")
async def index() -> FileResponse:
    """The page itself."""
    return FileResponse(STATIC / "index.html")


@router.get("/worker.js")
async def worker() -> FileResponse:
    """The page's service worker; beside the page, because it sees to what is below it alone."""
    return FileResponse(STATIC / "worker.js", headers={"Cache-Control": CACHE_STATIC})


def add_page(app: FastAPI) -> None:
    """Add the page and its files to the app; scripts and styles are sent compressed."""
    app.include_router(router)
    files = GZipMiddleware(StaticFiles(directory=STATIC, check_dir=False), compresslevel=6)
    app.mount("/static", files, name="static")
