"""gunicorn's settings: `gunicorn -c config/gunicorn.py`."""

import gc
from pathlib import Path

from django.core.management import call_command

from config import env

_found = env.read()

wsgi_app = "config.asgi:application" if _found.web_worker == "uvicorn" else "config.wsgi:application"
worker_class = "uvicorn_worker.UvicornWorker" if _found.web_worker == "uvicorn" else "gthread"
bind = f"127.0.0.1:{_found.port}" if _found.version == "dev" else f"0.0.0.0:{_found.port}"
workers = _found.web_concurrency
threads = 4
preload_app = True  # one copy of the code for all workers
keepalive = 75  # above the load balancer's idle time-out
timeout = 60
graceful_timeout = 30
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 — memory, for heartbeats only
control_socket_disable = True
accesslog = None  # config.requests writes one JSON line a request
errorlog = "-"
loglevel = "warning"


def on_starting(_server: object) -> None:
    """Refuse to start without the master key; the application is loaded by now."""
    call_command("check", tags=["encryption"])


def pre_fork(_server: object, _worker: object) -> None:
    """Keep the loaded code out of every collection: it is never garbage, and workers go on sharing its pages."""
    gc.freeze()
