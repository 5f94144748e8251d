"""The cast that tests speak of, and the rule that no test talks to anything but this machine."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import pytest_socket
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from pytest_django.fixtures import Settings
from wagtail.models import Locale, Page

from config.serving import settle
from search.engines.elastic.connection import WRITING
from search.engines.elastic.engine import ElasticEngine
from teams.audit_guard import lower_guard
from teams.models.school import School
from teams.models.team import Team
from teams.models.user import User
from teams.roles import EDITORS, OPERATORS
from tests import elasticsearch, factories
from tests.dealing import dealt, processes, rank
from tests.migrated import copy_migrated
from tests.replay import Replay
from tests.triggers import every_guard, guards


def pytest_configure() -> None:
    """Real password hashing is slow on purpose; the tests make hundreds of people, and thousands of browsers.

    Each of these would begin by reading which static files there are: they are looked for when one is asked for.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file, as in production: SQLite in memory locks whole tables between the browser's requests and the test.
        database.setdefault("TEST", {})["NAME"] = str(settings.DATA / "tests.sqlite3")
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.DATA, ignore_errors=True)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Names what fails at once: a run that is broken off has said it."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        sys.stdout.write(f"\nFAILED {report.nodeid} ({report.when})\n")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait for a browser, a server or a disk, too."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins first, so that nobody waits for it at the end: of what was asked for, so after `-m`."""
    elsewhere = [] if connection.vendor == "postgresql" else [i for i in items if i.get_closest_marker("postgresql")]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
    items[:] = dealt([(rank(item.path), item) for item in items], processes())


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector shall not look through it again and again."""
    settle()


@pytest.fixture(autouse=True)
def own_index(
    request: pytest.FixtureRequest, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Every test has an index of its own, empty until somebody drains what is pending into it.

    Where all tests ask Elasticsearch it is waited for: what it finds is looked at, also on a machine that is busy. How
    soon it has to answer, and what comes instead, is for the tests of its faults.
    """
    settings.SEARCH_FOLDER = tmp_path / "search"
    if os.environ.get("TESTS_ENGINE") != "elasticsearch":
        yield
        return
    monkeypatch.setattr("search.engines.elastic.connection.ASKING", WRITING)
    server = settings.ELASTICSEARCH = elasticsearch.own_prefix(request.getfixturevalue("node").url)
    yield
    ElasticEngine(server).remove()


@pytest.fixture(scope="session")
def node() -> Iterator[elasticsearch.Node]:
    """A real Elasticsearch, one for each process of tests, started by the first who wants it."""
    with elasticsearch.running(options=elasticsearch.QUICKLY) as node:
        yield node


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """What is there before it is set up is set up no more: see below."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The last moment before the database is set up, when its name is known."""
    if connection.vendor == "sqlite":
        copy_migrated(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Migrations put the audit log's guard up; it is lowered, since tests with real transactions empty every table."""
    with django_db_blocker.unblock():
        assert guards(connection) == every_guard(connection), "Migrations no longer guard the audit log."
        lower_guard(connection)


@pytest.fixture(autouse=True)
def only_loopback() -> None:
    """No test reaches another machine."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@dataclass(frozen=True)
class Cast:
    """Owner and teammate share a team at a school; a schoolmate works there too; a stranger works elsewhere."""

    school: School
    other_school: School
    team: Team
    owner: User
    teammate: User
    lead: User
    schoolmate: User
    stranger: User
    ex_member: User
    editor: User
    operator: User
    visitor: AnonymousUser


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_again()


def reseed() -> None:
    """What migrations put into the database, again: a test with real transactions empties it when it ends."""
    import_module("materials.migrations.0002_subjects_and_workflow").make(apps, None)
    if not Page.objects.filter(depth=1).exists():
        Locale.objects.get_or_create(language_code="da")
        Page.add_root(title="Root", slug="root")
    import_module("pages.migrations.0002_first_pages").make(apps, None)
    import_module("search.migrations.0004_first_aliases").make(apps, None)
    Group.objects.get_or_create(name=OPERATORS)


@pytest.fixture(scope="module")
def seeds_for_those_who_come_after(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Tests with real transactions leave an empty database; the next ones want what migrations made."""
    yield
    with django_db_blocker.unblock():
        reseed()


def make_cast() -> Cast:
    here, there = factories.school("Havlunde Skole"), factories.school("Strandskolen")
    owner, teammate, lead, ex_member = (factories.person(here) for _ in range(4))
    team = factories.team(owner, teammate, ex_member, of=[here], lead=lead)
    team.memberships.filter(user=ex_member).delete()
    ex_member.employments.update(ended_on="2020-01-01")
    return Cast(
        school=here,
        other_school=there,
        team=team,
        owner=owner,
        teammate=teammate,
        lead=lead,
        schoolmate=factories.person(here),
        stranger=factories.person(there),
        ex_member=ex_member,
        editor=factories.person(offices=frozenset({EDITORS})),
        operator=factories.person(offices=frozenset({OPERATORS})),
        visitor=AnonymousUser(),
    )


cast_again = Replay(make_cast)
