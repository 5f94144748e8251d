"""Signs in the demo's people by one click."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from demo.people import people
from teams.models.user import LOCAL, User
from teams.services import accounts


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """`username` names one of the demo's people; anybody else answers as if there were no such address."""
    name = request.POST.get("username", "")
    user = User.objects.filter(issuer=LOCAL, subject=name, is_active=True).first()
    if user is None or name not in {person.user_name for person in people()}:
        raise Http404
    accounts.sign_in(request, user)
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    return redirect(target)
