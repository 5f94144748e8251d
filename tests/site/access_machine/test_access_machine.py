"""Whatever people do, in whatever order: everyone sees exactly what the product's table says."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from materials.models.material import Material
from search.engines.choosing import engine
from tests.site.access_machine.editing import EditingMachine
from tests.site.access_machine.machine import AccessMachine

pytestmark = pytest.mark.django_db
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
#: A failing run is printed as it went: making it shorter would take minutes, and the steps say enough.
SHARED = {"phases": [Phase.generate], "deadline": None, "suppress_health_check": QUIET, "report_multiple_bugs": False}
QUICK = settings(max_examples=25, stateful_step_count=20, derandomize=True, **SHARED)
#: Other histories in each part and each time, where a runner of tests would ask for the same ones too.
LONG = settings(max_examples=75, stateful_step_count=30, derandomize=False, print_blob=True, **SHARED)
#: So many times as many histories, each part with others.
PARTS = range(1 if os.environ.get("TESTS_ENGINE") == "elasticsearch" else 4)
LONG_PARTS = range(4)
#: With the indexer stopped the engine itself has answered more often than this: else nothing was proved of it.
ANSWERED = 50


def counting() -> type[EditingMachine]:
    """The machine, with a count of its own."""
    return type("Part", (EditingMachine,), {"stale_looks": Counter()})


@pytest.mark.parametrize("part", PARTS)
def test_everyone_sees_what_the_table_says(part: int) -> None:
    machine = counting()
    run_state_machine_as_test(seed(part)(machine), settings=QUICK)
    assert machine.stale_looks[engine().name] > ANSWERED, machine.stale_looks


@pytest.mark.soak
@pytest.mark.parametrize("part", LONG_PARTS)
def test_everyone_sees_it_after_many_and_long_histories(part: int) -> None:
    machine = counting()
    run_state_machine_as_test(machine, settings=LONG)
    assert machine.stale_looks[engine().name] > ANSWERED, machine.stale_looks


def test_a_planted_leak_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = Material.objects.all()
    monkeypatch.setattr(type(everything), "visible_to", lambda materials, user: materials.filter(live=True))
    with pytest.raises(AssertionError):
        run_state_machine_as_test(AccessMachine, settings=QUICK)
