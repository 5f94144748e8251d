"""Dropping files: one page takes one or many."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
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
from materials.models.upload import Upload
from materials.services.dropping import TOGETHER, Dropped, drop, usual_reach
from materials.services.files import StagedFile
from materials.uploads import store
from materials.vocabulary import Reach
from teams.models.team import Team
from teams.models.user import User
from teams.views.acting import signed_in


class DropForm(TeamForm):
    """Where the files go and who may see them; everything has a suggestion."""

    reach = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        help_text=gettext_lazy("It can reach further later, when you have said on what ground we may use it."),
        required=False,
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

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        alone = not Team.objects.of(person).filter(personal_of=None).exists()
        reach = self.fields["reach"]
        assert isinstance(reach, forms.ChoiceField)  # noqa: S101
        reach.choices = [
            ("", _("only me, as a draft") if alone else _("nobody but the team, as a draft")),
            (Reach.TEAM, _("only me") if alone else _("the team; in my own team only me")),
            (Reach.SCHOOL, _("the school")),
        ]


@dataclass
class Arrived:
    """What came with one question: whole uploads, each closed to others until it is answered, and why others cannot."""

    uploads: list[Upload] = field(default_factory=list)
    files: list[StagedFile] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    gone: int = 0


@login_required
def drop_page(request: HttpRequest) -> HttpResponse:
    """`/materials/drop/`. From the home page come files alone; they are drafts, and who may see them is asked next."""
    user = signed_in(request)
    team = usual_team(user)
    if team is None:
        return render(request, "materials/drop.html", {"form": None})
    if request.method != "POST":
        return page(request, DropForm(person=user, initial={"team": team, "reach": usual_reach(team)}), Arrived())
    form = DropForm({"team": team.pk, **request.POST.dict()}, person=user)
    with ExitStack() as stack:
        arrived = arrive(request, user, stack)
        if arrived.gone and not arrived.uploads:
            messages.info(request, _("These files are shared or cancelled already."))
            return redirect("/")
        if not arrived.uploads and not arrived.refused:
            form.add_error(None, _("Choose at least one file."))
        if not arrived.uploads or not form.is_valid():
            return page(request, form, arrived)
        return answer(request, form, arrived)


def page(request: HttpRequest, form: DropForm, arrived: Arrived) -> HttpResponse:
    """The form; files that are here already stay in it, and those that could not come say why."""
    for name, reason in arrived.refused:
        form.add_error(None, f"{name}: {reason}")
    return render(
        request,
        "materials/drop.html",
        {"form": form, "arrived": arrived, "most_bytes": settings.MAX_FILE_BYTES, "together": TOGETHER},
    )


def arrive(request: HttpRequest, user: User, stack: ExitStack) -> Arrived:
    """Files of the plain form become uploads too, so that a question asked back loses none of them."""
    arrived = Arrived()
    keys = list(dict.fromkeys(request.POST.getlist("upload")))
    for file in request.FILES.getlist("files"):
        try:
            keys.append(str(store.receive(user, file).pk))
        except ValidationError as error:
            arrived.refused.append((file.name or "", " ".join(error.messages)))
    for key in keys:
        try:
            upload, staged = stack.enter_context(store.finished(key, owner=user))
        except store.GoneError:
            arrived.gone += 1
        else:
            arrived.uploads.append(upload)
            arrived.files.append(staged)
    return arrived


def answer(request: HttpRequest, form: DropForm, arrived: Arrived) -> HttpResponse:
    wish, reach = form.cleaned_data["together"], form.cleaned_data["reach"]
    together = wish == "one" or (wish != "many" and len(arrived.files) <= TOGETHER)
    try:
        dropped = drop(
            arrived.files,
            team=form.cleaned_data["team"],
            together=together,
            reach=Reach(int(reach)) if reach else None,
            by=signed_in(request),
        )
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        form.add_error(None, error.messages)
        return page(request, form, arrived)
    for upload in arrived.uploads:
        store.end(upload)
    dropped.refused += arrived.refused
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
    return last.team if last is not None else teams.own_first().first()
