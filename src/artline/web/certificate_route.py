"""`GET /certificate`: the authority that this machine made for itself, for a phone to trust."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from artline.web.problems import ProblemError
from artline.web.studio import studio_of

MEDIA_TYPE = "application/x-x509-ca-cert"
"""What phones and browsers offer to install."""

router = APIRouter(include_in_schema=False)


@router.get("/certificate")
async def give_authority(request: Request) -> Response:
    """The authority's certificate; its key stays in the machine's own files."""
    certificate = studio_of(request).config.certificate
    if certificate is None or certificate.authority is None:
        raise ProblemError(404, "no certificate of artline's own; start with --certificate auto")
    named = {"Content-Disposition": "attachment; filename=artline.crt"}
    return Response(certificate.authority, media_type=MEDIA_TYPE, headers=named)
