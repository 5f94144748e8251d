"""An editor who teaches at the school reads on its pages what was submitted, not what the team writes since."""

from pathlib import Path

import pytest
from django.test import Client

from materials.models.material import Material
from materials.models.report import Complaint, Report, Verdict
from materials.services import drafts, files, sharing
from materials.vocabulary import Reach
from teams.models.user import User
from tests import factories
from tests.conftest import Cast
from tests.materials.pages.conftest import Browse


@pytest.mark.parametrize("was_shared", [False, True])
def test_lists_show_an_editor_the_submitted_title(cast: Cast, colleague: User, was_shared: bool) -> None:
    material = factories.material(cast.team, cast.owner, title="ældst", reach=Reach.TEAM if was_shared else None)
    drafts.save_text(material, by=cast.owner, base=None, title="spurgt")
    sharing.share(Material.objects.get(pk=material.pk), reach=Reach.MUNICIPALITY, by=cast.owner)
    drafts.save_text(Material.objects.get(pk=material.pk), by=cast.owner, base=None, title="senere")
    client = Client()
    client.force_login(colleague, backend="teams.backends.LocalBackend")
    for address in [f"/teams/{cast.team.slug}/", f"/schools/{cast.school.number}/", f"/materials/{material.pk}/"]:
        content = client.get(address).content.decode()
        assert "spurgt" in content
        assert "senere" not in content and "ældst" not in content


def test_an_editor_reads_the_submitted_title_beside_the_pages_of_a_file(
    cast: Cast, browse: Browse, colleague: User, asked: Material
) -> None:
    address = f"/materials/{asked.pk}/pages/{asked.attachments.get().pk}/"
    said = {who: browse(who).get(address).content.decode() for who in (colleague, cast.teammate)}
    assert "spurgt" in said[colleague] and "senere" not in said[colleague]
    assert "senere" in said[cast.teammate]


def test_an_editor_gets_all_files_under_the_submitted_title(
    cast: Cast, browse: Browse, colleague: User, asked: Material
) -> None:
    address = f"/materials/{asked.pk}/files.zip"
    named = {who: browse(who).get(address)["Content-Disposition"] for who in (colleague, cast.teammate)}
    assert "spurgt" in named[colleague] and "senere" not in named[colleague]
    assert "senere" in named[cast.teammate]


def test_an_editor_is_not_told_that_a_later_draft_has_a_file(
    cast: Cast, colleague: User, asked: Material, tmp_path: Path
) -> None:
    path = tmp_path / "nyt.txt"
    path.write_text("Kun i kladden")
    files.add_files(asked, [files.StagedFile(path, "nyt.txt")], by=cast.owner)
    assert files.same_bytes(files.sha256_of(path), user=colleague) is None
    assert files.same_bytes(files.sha256_of(path), user=cast.teammate) == asked
    submitted = files.same_bytes(asked.attachments.get(name="ark.txt").sha256, user=colleague)
    assert submitted is not None and submitted.title == "spurgt"


def test_a_decided_report_shows_an_editor_no_later_text_than_was_submitted(
    cast: Cast, browse: Browse, colleague: User, asked: Material
) -> None:
    report = Report.objects.create(material=asked, by=cast.schoolmate, complaint=Complaint.OTHER, words="Se her")
    Report.objects.filter(pk=report.pk).update(verdict=Verdict.STAYS)
    for address in (f"/review/reports/{report.pk}/", "/review/reports/"):
        said = browse(colleague).get(address).content.decode()
        assert "spurgt" in said and "senere" not in said
