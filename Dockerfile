# One image for web, worker, migrations and one-off commands: what differs is the command.
# Builds with docker, podman and buildah: docker build --build-arg COMMIT=$(git rev-parse HEAD) -t rung .
# The first stage installs and collects, the second carries what runs. No secret is needed to build it.

FROM python:3.12-slim AS builder
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements/prod.txt requirements/prod.txt
# Every file's hash is in the lock, and only wheels are taken: nothing is built from somebody's setup.py.
RUN python -m venv /venv && \
    /venv/bin/pip install --require-hashes --no-deps --only-binary :all: -r requirements/prod.txt && \
    /venv/bin/pip uninstall --yes pip
COPY manage.py ./
COPY config config
COPY deploy deploy
COPY rung rung
# Bytecode now: the root is read-only later. "unchecked" because a copied file's time says nothing.
RUN DJANGO_SETTINGS_MODULE=config.settings.image /venv/bin/python manage.py collectstatic --noinput --verbosity 0 && \
    /venv/bin/python -m compileall -q --invalidation-mode unchecked-hash /venv/lib config deploy rung manage.py

FROM python:3.12-slim
ARG COMMIT=unknown
ARG VERSION=image
LABEL org.opencontainers.image.title="Rung" \
      org.opencontainers.image.description="Clinical agents for psychotherapy practices" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="${COMMIT}" \
      org.opencontainers.image.version="${VERSION}"
RUN groupadd --gid 10001 rung && \
    useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin rung
COPY --from=builder /venv /venv
COPY --from=builder /app /app
# State goes to /tmp, the only place that may be written: a tmpfs in the task definition.
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod \
    RUNG_STATE_DIR=/tmp/rung \
    RUNG_COMMIT=${COMMIT} \
    RUNG_VERSION=${VERSION} \
    PORT=8000 \
    WEB_CONCURRENCY=2
WORKDIR /app
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
CMD ["gunicorn", "-c", "config/gunicorn.py"]
