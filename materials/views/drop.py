"""Dropping files: one page takes one or many."""

from contextlib import ExitStack
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from materials.forms import TeamForm
from materials.models.material import Material
from materials.services.dropping import TOGETHER, Dropped, drop, usual_reach
from materials.services.files import StagedFile
from materials.staging import staged
from materials.uploads.store import finished
from materials.views.acting import person
from materials.vocabulary import Reach
from teams.models.team import Team
from teams.models.user import User


class DropForm(TeamForm):
    """Where the files go and who may see them; everything has a suggestion."""

    reach = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        required=False,
        choices=[
            ("", gettext_lazy("nobody but the team, as a draft")),
            (Reach.TEAM, gettext_lazy("the team")),
            (Reach.SCHOOL, gettext_lazy("the school")),
        ],
    )
    together = forms.ChoiceField(
        label=gettext_lazy("One material or many?"),
        required=False,
        choices=[
            ("", gettext_lazy("one of up to five files, otherwise one each")),
            ("one", gettext_lazy("one material with all files")),
            ("many", gettext_lazy("one material for each file")),
        ],
    )


@login_required
def drop_page(request: HttpRequest) -> HttpResponse:
    """`/materials/drop/`. From the home page come files alone; they are drafts, and who may see them is asked next."""
    user = person(request)
    team = usual_team(user)
    if team is None:
        return render(request, "materials/drop.html", {"form": None})
    initial: dict[str, Any] = {"team": team, "reach": usual_reach(team)}
    if request.method != "POST":
        return render(request, "materials/drop.html", {"form": DropForm(person=user, initial=initial)})
    form = DropForm({"team": team.pk, **request.POST.dict()}, person=user)
    with ExitStack() as stack:
        arrived = [stack.enter_context(staged(upload)) for upload in request.FILES.getlist("files")]
        arrived += [stack.enter_context(finished(key, owner=user)) for key in request.POST.getlist("upload")]
        if not arrived:
            form.add_error(None, _("Choose at least one file."))
        if not form.is_valid():
            return render(request, "materials/drop.html", {"form": form})
        return answer(request, form, arrived)


def answer(request: HttpRequest, form: DropForm, arrived: list[StagedFile]) -> HttpResponse:
    wish, reach = form.cleaned_data["together"], form.cleaned_data["reach"]
    together = wish == "one" or (wish != "many" and len(arrived) <= TOGETHER)
    try:
        dropped = drop(
            arrived,
            team=form.cleaned_data["team"],
            together=together,
            reach=Reach(int(reach)) if reach else None,
            by=person(request),
        )
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        form.add_error(None, error.messages)
        return render(request, "materials/drop.html", {"form": form})
    say(request, dropped)
    if len(dropped.materials) == 1:
        return redirect("materials:material" if reach else "materials:share", dropped.materials[0].pk)
    return redirect("materials:team" if dropped.materials else "materials:drop", *team_address(dropped))


def team_address(dropped: Dropped) -> list[str]:
    return [dropped.materials[0].team.slug] if dropped.materials else []


def say(request: HttpRequest, dropped: Dropped) -> None:
    for name, reason in dropped.refused:
        messages.error(request, f"{name}: {reason}")
    for name, same in dropped.already:
        link = format_html('<a href="/materials/{}/">{}</a>', same.pk, same.title)
        messages.warning(request, format_html(_("{}: this file is already here, in {}."), name, link))
    if dropped.materials:
        messages.success(request, _("Your files are safe. We are reading them now."))


def usual_team(user: User) -> Team | None:
    """The team that the person wrote in last, else their own."""
    teams = Team.objects.of(user)
    last = Material.objects.filter(created_by=user, team__in=teams.values("pk")).order_by("-pk").first()
    return last.team if last is not None else teams.order_by("-personal_of", "pk").first()
