# The studio in a container: not root, nothing writable, no network needed.
#   docker build -t artline .
#   docker run --rm --read-only --cap-drop ALL --security-opt no-new-privileges \
#     -p 127.0.0.1:8000:8000 -e ARTLINE_TOKEN=… artline
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY LICENSES LICENSES
COPY src src
RUN python -m venv /opt/artline \
 && /opt/artline/bin/pip install --no-cache-dir --no-compile '.[heif,strokes,web]' \
 && /opt/artline/bin/python -m compileall -q /opt/artline

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin artline
COPY --from=build /opt/artline /opt/artline
ENV PATH=/opt/artline/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", \
  "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# Inside the container every interface is listened on, so a token is asked for: ARTLINE_TOKEN.
ENTRYPOINT ["artline", "serve", "--host", "0.0.0.0", "--port", "8000"]
