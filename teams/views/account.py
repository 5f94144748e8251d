"""Signing in and out, the profile, the password, and the language of the screen."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from teams import audit
from teams.forms import NewPasswordForm, ProfileForm, SignInForm
from teams.models.user import User
from teams.services import accounts

YEAR = 365 * 24 * 3600


class SignIn(LoginView):
    """`/sign-in/`. After too many failures django-axes answers instead, with how long to wait."""

    template_name = "teams/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, SignInForm)  # noqa: S101
        user = form.get_user()
        assert isinstance(user, User)  # noqa: S101
        accounts.sign_in(self.request, user)
        return HttpResponseRedirect(self.get_success_url())


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """What axes shows: the wait, and nothing about whether the account exists."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "teams/locked_out.html", {"minutes": minutes}, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        audit.record("account.sign_out", by=request.user, target=request.user, request=request)
    logout(request)
    return redirect("/")


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save(commit=False).save(update_fields=form.changed_data)  # who is closed meanwhile stays closed
        messages.success(request, _("Your profile is saved."))
        return redirect("teams:profile")
    employments = request.user.employments.select_related("school")
    return render(request, "teams/profile.html", {"form": form, "employments": employments})


@sensitive_post_parameters()
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """A new password ends every other session: they carry the old one's hash."""
    assert isinstance(request.user, User)  # noqa: S101
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save(commit=False)
        accounts.change_password(user, request=request)
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed. You are signed out everywhere else."))
        return redirect("teams:profile")
    return render(request, "teams/password.html", {"form": form})


@sensitive_post_parameters()
def password_link(request: HttpRequest, token: str) -> HttpResponse:
    """`/password/link/<token>/`: one way in for who has forgotten the password. Spent or old ones are 404."""
    link = accounts.find_password_link(token)
    if link is None:
        raise Http404
    form = NewPasswordForm(link.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.use_password_link(link, form.cleaned_data["new_password1"])
        except PermissionDenied as error:
            raise Http404 from error
        messages.success(request, _("Your password is set. Sign in with it now."))
        return redirect("teams:sign_in")
    return render(request, "teams/password_link.html", {"form": form, "person": link.user})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembers a visitor's language in a cookie, a signed-in person's in the profile."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=chosen)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response
