"""A worker is killed in the middle of a change: another one goes on where it was, and nothing is done twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.materials.worker.test_killed_workers import LEASE, until
from tests.site.killed.installation import Installation
from tests.site.repository import ROOT

NUMBER = 1_500
BEGIN = """
import django; django.setup()
from materials.bulk import choosing, doing
from materials.models.bulk import BulkAction
from tests import factories
from tests.materials.bulk.planting import plant
school = factories.school("Havlunde Skole")
lead = factories.person(school)
ids = plant(factories.team(of=[school], lead=lead), lead, {number})
change = choosing.choose(ids, by=lead)
choosing.preview(change, action=BulkAction.TAGS, wish={{"add": ["brøker"], "remove": []}}, by=lead)
doing.start(change, version=1, by=lead)
"""


@pytest.fixture
def site(tmp_path: Path) -> Installation:
    site = Installation(tmp_path)
    site.migrate()
    site.run("-c", BEGIN.format(number=NUMBER))
    return site


def work(site: Installation) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "manage.py", "work", "--lease", str(LEASE)]
    process = subprocess.Popen(command, cwd=ROOT, env=site.environment, stderr=subprocess.DEVNULL)
    site.running.append(process)  # type: ignore[arg-type]
    return process


def done(site: Installation) -> int:
    return int(str(site.rows("SELECT count(*) FROM materials_bulkitem WHERE state = 'done'")[0][0]))


def test_another_worker_goes_on_where_a_killed_one_was(site: Installation) -> None:
    first = work(site)
    until(lambda: done(site) > 0, "nobody begins")
    first.kill()
    first.wait()
    half = done(site)
    work(site)
    until(lambda: site.rows("SELECT state FROM materials_bulkchange") == [("done",)], "nobody goes on")
    site.kill()
    assert (half < NUMBER, done(site), site.is_sound()) == (True, NUMBER, True)
    twice = "SELECT object_id FROM wagtailcore_revision GROUP BY object_id HAVING count(*) != 2"
    assert site.rows(twice) == []
