"""/health, /healthz, /health/ready and /version."""

import asyncio
import dataclasses
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from health_check.base import HealthCheck, HealthCheckResult
from health_check.exceptions import ServiceUnavailable
from health_check.views import HealthCheckView

SHALLOW_PATHS = frozenset({"/health", "/health/", "/healthz", "/healthz/"})


@dataclasses.dataclass
class Process(HealthCheck):
    """This process answers; nothing else is asked, so a slow database never empties a fleet."""

    def run(self) -> None:  # type: ignore[override]  # the library awaits coroutines and calls functions alike
        if not settings.configured:
            raise ServiceUnavailable("settings are not loaded")


@dataclasses.dataclass
class DatabaseAnswers(HealthCheck):
    """PostgreSQL answers and every migration has run."""

    def run(self) -> None:  # type: ignore[override]  # the library awaits coroutines and calls functions alike
        from django.db.migrations.executor import MigrationExecutor
        from django.db.utils import Error

        try:
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except Error as broken:
            raise ServiceUnavailable("the database does not answer") from broken
        finally:
            connection.close()  # this runs in an executor's thread, which would keep it open
        if waiting:
            raise ServiceUnavailable(f"{len(waiting)} migrations have not run")


class JsonHealthView(HealthCheckView):
    """Health as JSON: 200 when every check passes, 503 when one fails."""

    async def get(self, *_args: object, **_kwargs: object) -> HttpResponse:  # type: ignore[override]  # Django awaits it
        with self.get_executor() as executor:
            results = await asyncio.gather(*(check.get_result(executor) for check in self.get_checks()))
        return answer(results)


def answer(results: list[HealthCheckResult]) -> HttpResponse:
    """Return the checks' names and states; messages are ours and name no secret."""
    failed = any(result.error for result in results)
    checks = {type(r.check).__name__: str(r.error) if r.error else "ok" for r in results}
    body = {"status": "unavailable" if failed else "ok", "checks": checks}
    return JsonResponse(body, status=503 if failed else 200, headers={"Cache-Control": "no-store"})


def shallow(_request: HttpRequest) -> HttpResponse:
    """Answer /health and /healthz."""
    process = Process()
    try:
        process.run()
    except ServiceUnavailable as broken:
        return answer([HealthCheckResult(process, broken, 0.0)])
    return answer([HealthCheckResult(process, None, 0.0)])


ready = JsonHealthView.as_view(checks=[Process, DatabaseAnswers])


def version(_request: HttpRequest) -> HttpResponse:
    """Answer which release serves."""
    found = settings.ENVIRONMENT
    return JsonResponse({"version": found.version, "commit": found.commit}, headers={"Cache-Control": "no-store"})


class HealthMiddleware:
    """Answer /health before host checking and redirects: a load balancer sends the task's own address."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in SHALLOW_PATHS and request.method in {"GET", "HEAD"}:
            return shallow(request)
        return self.get_response(request)
