"""The inbox: what concerns this person, what of it they have read, and where they want to hear of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from teams.forms import InboxSettingsForm
from teams.inbox.choosing import choose, set_rhythm
from teams.inbox.reading import Line, inbox_of, lines_of, mark_read, mark_unread, seen
from teams.inbox.unsubscribing import person_of
from teams.models.inbox import Notice, Rhythm
from teams.typed import whole_number
from teams.views.acting import signed_in

PAGE_SIZE = 30
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Microseconds up to the year 2200.
LATEST = 8_000_000_000_000_000


@dataclass(frozen=True)
class Day:
    """The notices of one day."""

    name: str
    lines: list[Line]


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """`/inbox/?page=…&undo=…`: unread first, by day."""
    person = signed_in(request)
    shown = seen(inbox_of(person), person=person)
    page = Paginator(shown.unread_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = lines_of(page.object_list, person=person)
    context = {
        "page": page,
        "new": by_day([line for line in lines if line.notice.read_at is None]),
        "old": by_day([line for line in lines if line.notice.read_at is not None]),
        "newest": shown.order_by("-pk").values_list("pk", flat=True).first(),
        "undo": undo_address(request.GET.get("undo", "")),
    }
    return render(request, "teams/inbox.html", context)


def by_day(lines: list[Line]) -> list[Day]:
    """Lines, the newest first, under the names of their days."""
    days: dict[date, list[Line]] = {}
    for line in lines:
        days.setdefault(timezone.localdate(line.notice.created_at), []).append(line)
    return [Day(day_name(day), of_day) for day, of_day in days.items()]


def day_name(day: date) -> str:
    match (timezone.localdate() - day).days:
        case 0:
            return _("Today")
        case 1:
            return _("Yesterday")
        case _earlier:
            return date_format(day, "DATE_FORMAT")


def undo_address(moment: str) -> str:
    """Where what was marked at that moment is unmarked; an empty string for what is no moment."""
    is_moment = moment.isascii() and moment.isdigit() and int(moment[:17]) < LATEST
    return reverse("teams:unread_notices", args=[int(moment[:17])]) if is_moment else ""


@login_required
@require_safe
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """`/inbox/<id>/`: leads to the target and marks the notice as read, unless a browser only looks ahead."""
    person = signed_in(request)
    notices = Notice.objects.filter(person=person, pk=notice_id)
    lines = lines_of(seen(notices, person=person), person=person)
    if not lines:
        raise Http404
    if request.method == "GET" and not request.headers.get("Sec-Purpose"):
        mark_read(notices, person=person)
    return redirect(lines[0].address)


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Marks one notice, or all up to the newest that the page knew of: what came since has not been seen."""
    person = signed_in(request)
    one, newest = (number(request.POST.get(name, "")) for name in ("notice", "newest"))
    notices = inbox_of(person).filter(pk=one) if one else inbox_of(person).filter(pk__lte=newest)
    moment = mark_read(notices, person=person)
    if moment is None:
        return redirect("teams:inbox")
    return redirect(f"{reverse('teams:inbox')}?undo={(moment - EPOCH) // timedelta(microseconds=1)}")


def number(typed: str) -> int:
    """An id that a form carries; 0 for anything else."""
    return whole_number(typed) or 0


@login_required
@require_POST
def unread(request: HttpRequest, moment: int) -> HttpResponse:
    if moment >= LATEST:
        raise Http404
    mark_unread(EPOCH + timedelta(microseconds=moment), person=signed_in(request))
    return redirect("teams:inbox")


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """`/inbox/settings/`: each kind in the inbox or not, in the digest or not, and how often that comes."""
    person = signed_in(request)
    form = InboxSettingsForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        choose(form.chosen(), rhythm=Rhythm(form.cleaned_data["rhythm"]), by=person)
        messages.success(request, _("Your choices are saved."))
        return redirect("teams:inbox_settings")
    return render(request, "teams/inbox_settings.html", {"form": form, "sends_email": django_settings.SENDS_EMAIL})


@csrf_exempt
def stop_digest(request: HttpRequest, token: str) -> HttpResponse:
    """`/inbox/stop/<token>/`: ends a person's digest without signing in, as mail programs do it with one POST.

    The token, which only the mail has, is the right to do just this; looking at the page changes nothing.
    """
    person = person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        set_rhythm(Rhythm.NEVER, by=person)
    return render(request, "teams/stop_digest.html", {"is_stopped": request.method == "POST"})
