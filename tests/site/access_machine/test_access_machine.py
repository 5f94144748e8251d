"""Whatever people do, in whatever order: everyone sees exactly what the product's table says."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from materials.models.material import Material
from tests.site.access_machine.editing import EditingMachine
from tests.site.access_machine.machine import AccessMachine

pytestmark = pytest.mark.django_db
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
#: A failing run is printed as it went: making it shorter would take minutes, and the steps say enough.
SHARED = {"phases": [Phase.generate], "deadline": None, "suppress_health_check": QUIET, "report_multiple_bugs": False}
QUICK = settings(max_examples=10, stateful_step_count=30, derandomize=True, **SHARED)
LONG = settings(max_examples=300, stateful_step_count=30, print_blob=True, **SHARED)


@pytest.mark.parametrize("how", [QUICK, pytest.param(LONG, marks=pytest.mark.soak)], ids=["quick", "long"])
def test_everyone_sees_what_the_table_says(how: settings) -> None:
    run_state_machine_as_test(EditingMachine, settings=how)


def test_a_planted_leak_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = Material.objects.all()
    monkeypatch.setattr(type(everything), "visible_to", lambda materials, user: materials.filter(live=True))
    with pytest.raises(AssertionError):
        run_state_machine_as_test(AccessMachine, settings=QUICK)
