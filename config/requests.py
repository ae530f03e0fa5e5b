"""One log line a request: method, route, status, milliseconds, request id. Never a query or a body."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
log = structlog.get_logger("rung.request")


class RequestLogMiddleware:
    """Give each request an id, answer it in X-Request-Id, and log the outcome by route name.

    The route ("/admin/clients/client/<path:object_id>/change/") is logged, not
    the path: ids stay out of the logs, and so does whatever a user typed there.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        request_id = uuid.uuid4().hex
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response["X-Request-Id"] = request_id
        route = request.resolver_match.route if request.resolver_match else "(none)"
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        log.info(
            "request",
            method=request.method if request.method in METHODS else "(other)",  # anybody can make up a word
            route=route,
            status=response.status_code,
            milliseconds=milliseconds,
            request_id=request_id,
        )
        return response
