"""Response headers by path: content security policy, no-store."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.middleware import csp
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

ADMIN_PREFIX = "/admin/"
CACHEABLE_PREFIX = "/static/"
API_PREFIX = "/api/"
PAGE_METHODS = ("GET", "HEAD", "POST")
FORM_BYTES = 1_000_000  # what a form holds beside its file


class ContentSecurityPolicyMiddleware(csp.ContentSecurityPolicyMiddleware):
    """The strict policy everywhere; Unfold's 'unsafe-eval' on the admin's paths alone."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answered = super().process_response(request, response)
        name = str(csp.CSP.HEADER_ENFORCE)
        if request.path.startswith(ADMIN_PREFIX) and name in answered:
            answered[name] = answered[name].replace("script-src 'self'", "script-src 'self' 'unsafe-eval'")
        return answered


class NoStoreMiddleware(MiddlewareMixin):
    """Nothing but static files may stay in a browser or a proxy."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not request.path.startswith(CACHEABLE_PREFIX):
            response["Cache-Control"] = "no-store"
        return response


class PageMethodsMiddleware(MiddlewareMixin):
    """Pages take three methods; the admin would answer any other with a page. The API's doors say theirs."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if request.method in PAGE_METHODS or request.path.startswith(API_PREFIX):
            return None
        return HttpResponseNotAllowed(PAGE_METHODS)


class BodyLimitMiddleware(MiddlewareMixin):
    """Refuse a body that says it is too large before any of it is read; the API says so in its own words."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        said = request.headers.get("Content-Length", "")
        is_over = said.isdigit() and int(said) > settings.UPLOAD_MAX_BYTES + FORM_BYTES
        if is_over and not request.path.startswith(API_PREFIX):
            return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return None
