"""What people are told about reports: editors who may judge it, and the one who made it. The team is told otherwise."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from materials.models.material import Material
from materials.models.report import Report, ReportQuerySet, Verdict
from teams.inbox import Kind, Named, Topic, register
from teams.models.inbox import Notice
from teams.models.user import User


def connect() -> None:
    register(Topic(Report, to_judge, name_to_judge, say_to_editors), Kind.REPORTED, Kind.REVIEW_REMINDER)
    register(Topic(Report, of_oneself, name_own, say_to_reporter), Kind.REPORT_DECIDED)


def to_judge(person: User) -> ReportQuerySet:
    """Reports that wait for this editor, who has no part in the material and sees it."""
    seen = Material.objects.visible_to(person).filter(pk=OuterRef("material"))
    return Report.objects.judgeable_by(person).open().filter(Exists(seen))


def of_oneself(person: User) -> ReportQuerySet:
    """What one has reported oneself and an editor has decided. It is one's own, whatever became of the material."""
    return Report.objects.filter(by=person).exclude(verdict=Verdict.OPEN)


def name_to_judge(person: User, reports: list[Report]) -> dict[int, Named]:
    titles = _titles(person, reports)
    return {
        report.pk: Named(
            titles[report.material_id],
            reverse("materials:report_page", args=[report.pk]),
            str(report.get_complaint_display()),
        )
        for report in reports
        if report.material_id in titles
    }


def name_own(person: User, reports: list[Report]) -> dict[int, Named]:
    """With the title only while its reporter may see the material: most often it was hidden because of the report."""
    titles, address = _titles(person, reports), reverse("materials:my_reports")
    return {
        report.pk: Named(
            titles.get(report.material_id, ""), f"{address}#report-{report.pk}", str(report.get_verdict_display())
        )
        for report in reports
    }


def _titles(person: User, reports: list[Report]) -> dict[int, str]:
    """What is published, which is what reports are about, of the materials that the person sees. One query."""
    seen = Material.objects.visible_to(person).filter(pk__in={report.material_id for report in reports})
    return dict(seen.values_list("pk", "title"))


def say_to_editors(notice: Notice, report: Named) -> str:
    words = {"title": report.title, "complaint": report.more}
    if notice.kind == Kind.REVIEW_REMINDER:
        return _("A report about “%(title)s” has waited for a decision for long.") % words
    return _("“%(title)s” is reported: %(complaint)s.") % words


def say_to_reporter(notice: Notice, report: Named) -> str:
    words = {"title": report.title, "verdict": report.more}
    if report.title:
        return _("An editor has decided about “%(title)s”, which you reported. %(verdict)s") % words
    return _("An editor has decided about something that you reported. %(verdict)s") % words
