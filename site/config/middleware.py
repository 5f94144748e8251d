"""Answers health checks before anything else, and sets the headers that every page shares."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from teams.models.user import User

Respond = Callable[[HttpRequest], HttpResponseBase]


class HealthMiddleware:
    """`/health/live` and `/health/ready`, answered for any host name and without session, version or path.

    Ready asks the database only: a search engine that is down must not take the site out of service.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/health/live":
            return JsonResponse({"status": "ok"})
        if request.path == "/health/ready":
            return ready()
        return self.get_response(request)


def ready() -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "unavailable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


class HeadersMiddleware:
    """Private pages are never stored by caches; Wagtail's admin gets the one looser content policy."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if request.path.startswith("/admin/"):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return response


class DeskMiddleware:
    """Below `/admin/` nothing is there for a signed-in person who has no office.

    Wagtail would lead them to the sign-in page, which leads whoever is signed in back again, without end. Visitors go
    there as they should.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        user = request.user
        if request.path.startswith("/admin/") and isinstance(user, User) and not user.offices:
            raise Http404
