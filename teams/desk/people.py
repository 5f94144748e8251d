"""People at the desk: listed and searched by editors and operators, changed by operators alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from teams import audit
from teams.desk.forms import EmployForm, NewPersonForm, PersonForm
from teams.desk.offices import office_required
from teams.desk.pages import asked, form_page, list_page, page_of
from teams.letters import has
from teams.models.school import Employment
from teams.models.user import User
from teams.services import accounts, employments
from teams.views.acting import signed_in

ICON = "group"


@require_safe
@office_required()
def people(request: HttpRequest) -> HttpResponse:
    found = User.objects.order_by("name", "subject", "pk").prefetch_related("employments__school", "groups")
    if query := asked(request):
        matches = has("name", query) | has("subject", query) | has("employments__school__name", query)
        found = found.filter(matches).distinct()
    label = _("Name, user name or school")
    page = page_of(request, found)
    return list_page(request, "teams/desk/people.html", page, heading=_("People"), icon=ICON, label=label)


@office_required(operator=True)
def new_person(request: HttpRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accounts.create_person(by=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("teams_desk:person", user.pk)
    return form_page(request, form, back="teams_desk:people", heading=_("New person"), icon=ICON)


@office_required(operator=True)
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person: name, e-mail, offices; employments; a one-time link; closing and opening the account."""
    user = get_object_or_404(User.objects.prefetch_related("employments__school"), pk=user_id)
    form = PersonForm(request.POST or None, person=user)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.set_offices(user, form.offices(), by=signed_in(request))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            fields = {name: form.cleaned_data[name] for name in ("name", "email")}
            User.objects.filter(pk=user.pk).update(**fields)
            audit.record("account.edit", by=signed_in(request), target=user, request=request)
            messages.success(request, _("Saved."))
            return redirect("teams_desk:person", user.pk)
    return form_page(
        request,
        form,
        back="teams_desk:people",
        template="teams/desk/person.html",
        heading=str(user),
        icon=ICON,
        person=user,
        employ=EmployForm(),
    )


@require_POST
@office_required(operator=True)
def employ(request: HttpRequest, user_id: int) -> HttpResponse:
    user = get_object_or_404(User, pk=user_id)
    form = EmployForm(request.POST)
    if form.is_valid():
        employments.employ(user, by=signed_in(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(str(message) for errors in form.errors.values() for message in errors))
    return redirect("teams_desk:person", user.pk)


@require_POST
@office_required(operator=True)
def end_employment(request: HttpRequest, employment_id: int) -> HttpResponse:
    employment = get_object_or_404(Employment.objects.select_related("user"), pk=employment_id)
    employments.end_employment(employment, on=timezone.localdate(), by=signed_in(request))
    messages.success(request, _("The employment has ended today."))
    return redirect("teams_desk:person", employment.user_id)


@require_POST
@office_required(operator=True)
def password_link(request: HttpRequest, user_id: int) -> HttpResponse:
    """Shows a new one-time link, this once."""
    user = get_object_or_404(User, pk=user_id)
    token = accounts.make_password_link(user, by=signed_in(request))
    link = request.build_absolute_uri(reverse("teams:password_link", args=[token]))
    context = {"heading": _("One-time link"), "icon": "key", "person": user, "link": link}
    return render(request, "teams/desk/password_link.html", context)


@require_POST
@office_required(operator=True)
def close_or_open(request: HttpRequest, user_id: int) -> HttpResponse:
    """What is asked, not the other of what is: a second click changes nothing."""
    user = get_object_or_404(User, pk=user_id)
    change = accounts.reopen_account if request.POST.get("do") == "open" else accounts.close_account
    try:
        change(user, by=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("teams_desk:person", user.pk)
