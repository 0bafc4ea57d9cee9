"""The calendar keeps the order of trades, the crews that exist, the season and what was promised."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.core.errors import RehabError
from rehab_app.domain.calendar import CalendarResult, PlannedTask
from rehab_app.planning.bounds import lower_bound, weighings
from rehab_app.planning.exact import Limits
from rehab_app.planning.greedy import Packer
from rehab_app.planning.instances import best_known, read_instance
from rehab_app.planning.network import Network
from rehab_app.planning.placing import calendar
from rehab_app.planning.rates import rates
from rehab_app.planning.schedule import solve
from rehab_app.planning.site import Crew, MemberWork, site_tasks
from rehab_app.planning.site_network import Fixed

GROUP = 3
APRIL = datetime.date(2027, 4, 5)
WORKS = (
    ("scaffold", "site", 60.0),
    ("loft_mineral", "roof", 45.0),
    ("windows_pvc", "joinery", 14.0),
    ("doors", "joinery", 1.0),
    ("wall_external_mineral", "facade", 40.0),
    ("wall_internal_mineral", "lining", 25.0),
    ("ventilation_humidity", "ventilation", 1.0),
    ("heat_pump", "heating", 1.0),
)
FIRMS = (
    Crew(1, ("site", "roof"), 2),
    Crew(2, ("facade", "lining"), 2),
    Crew(3, ("joinery",), 1),
    Crew(4, ("ventilation", "heating"), 2),
)
SHORT = Limits(seconds=20, work=0.4, workers=2)


def works(homes: int) -> list[MemberWork]:
    return [MemberWork(GROUP, home, work, lot, size) for home in range(1, homes + 1) for work, lot, size in WORKS]


def plan(homes: int, start: datetime.date = APRIL, fixed: Sequence[Fixed] = ()) -> CalendarResult:
    return calendar(site_tasks(works(homes), FIRMS, rates()), FIRMS, rates(), start, SHORT, fixed)


def days(planned: PlannedTask) -> Iterator[datetime.date]:
    day = planned.starts_on
    while day <= planned.ends_on:
        yield day
        day += datetime.timedelta(days=1)


def by_lot(result: CalendarResult, home: int) -> dict[str, PlannedTask]:
    return {item.task.lot: item for item in result.planned if item.task.dwelling_id == home}


def test_a_task_lasts_its_quantity_over_what_a_crew_does_in_a_day() -> None:
    lengths = {task.lot: task.work_days for task in site_tasks(works(1), FIRMS, rates())}
    assert lengths["facade"] == 4  # 40 m² at 12 m² a day
    assert lengths["joinery"] == 3  # 14 m² at 6 m², and a door and a half a day


def test_trades_come_one_after_the_other_in_each_home() -> None:
    result = plan(4)
    for home in range(1, 5):
        lots = by_lot(result, home)
        for before, after in (
            ("site", "roof"),
            ("roof", "joinery"),
            ("joinery", "facade"),
            ("joinery", "lining"),
            ("lining", "ventilation"),
            ("lining", "heating"),
        ):
            assert lots[before].ends_on < lots[after].starts_on, f"{before} before {after}"


def test_no_firm_has_more_crews_on_site_than_it_has() -> None:
    busy = Counter((item.task.firm_id, day) for item in plan(5).planned for day in days(item) if item.task.firm_id > 0)
    crews = {firm.firm_id: firm.crews for firm in FIRMS}
    assert all(count <= crews[firm] for (firm, _day), count in busy.items())


def test_nobody_starts_or_ends_on_a_weekend_or_a_holiday() -> None:
    result = plan(4, datetime.date(2027, 4, 28))
    touched = {day for item in result.planned for day in (item.starts_on, item.ends_on)}
    assert all(day.weekday() < 5 for day in touched)
    assert not touched & {datetime.date(2027, 5, day) for day in (1, 6, 8, 17)}


def test_facades_wait_for_the_mild_season() -> None:
    result = plan(2, datetime.date(2026, 12, 1))
    assert all(by_lot(result, home)["facade"].starts_on >= datetime.date(2027, 3, 1) for home in (1, 2))


def test_the_length_is_never_under_its_bound_and_the_same_input_gives_the_same_dates() -> None:
    first, again = plan(4), plan(4)
    assert first.planned == again.planned
    assert first.bound_days <= first.work_days
    assert first.home_bound_days <= first.home_days


def test_what_was_promised_stays_and_its_crew_is_not_given_away() -> None:
    promised = Fixed(GROUP, 1, "joinery", 3, datetime.date(2027, 4, 12), datetime.date(2027, 4, 14))
    result = plan(3, fixed=[promised])
    assert "joinery" not in by_lot(result, 1)
    others = [item for item in result.planned if item.task.firm_id == 3]
    assert len(others) == 2
    for item in others:
        assert not set(days(item)) & {datetime.date(2027, 4, day) for day in (12, 13, 14)}
    assert by_lot(result, 1)["facade"].starts_on > promised.ends_on


def test_a_trade_that_no_firm_has_is_planned_and_told() -> None:
    firms = FIRMS[:3]
    tasks = site_tasks(works(2), firms, rates())
    result = calendar(tasks, firms, rates(), APRIL, SHORT)
    assert set(result.without_firm) == {"ventilation", "heating"}
    assert {item.task.firm_id for item in result.planned if item.task.lot == "heating"} == {-1}


def test_groups_are_shared_between_firms_of_a_trade() -> None:
    firms = (*FIRMS, Crew(5, ("joinery",), 1))
    both = [*works(2), *(MemberWork(9, 20 + home, work, lot, size) for home in (1, 2) for work, lot, size in WORKS)]
    tasks = site_tasks(both, firms, rates())
    assert {task.firm_id for task in tasks if task.lot == "joinery"} == {3, 5}


def test_a_work_without_rate_is_named() -> None:
    with pytest.raises(RehabError, match="moat"):
        site_tasks([MemberWork(1, 1, "moat", "masonry", 3.0)], FIRMS, rates())


@st.composite
def networks(draw: st.DrawFn) -> Network:
    size = draw(st.integers(1, 9))
    capacities = draw(st.lists(st.integers(1, 4), min_size=1, max_size=2))
    durations = draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))
    demands = [[draw(st.integers(0, capacity)) for capacity in capacities] for _task in range(size)]
    after = tuple(
        tuple(other for other in range(task + 1, size) if draw(st.integers(0, 3)) == 0) for task in range(size)
    )
    return Network(np.array(durations), np.array(demands), np.array(capacities), after)


def check(network: Network, starts: Sequence[int]) -> int:
    """Makespan, after checking that precedence and capacities are kept."""
    ends = [start + int(length) for start, length in zip(starts, network.durations, strict=True)]
    for task, successors in enumerate(network.successors):
        assert all(starts[after] >= ends[task] for after in successors)
    for moment in range(max(ends, default=0)):
        running = [task for task in range(network.size) if starts[task] <= moment < ends[task]]
        assert (network.demands[running].sum(axis=0) <= network.capacities).all()
    return max(ends, default=0)


@settings(max_examples=30, deadline=None)
@given(network=networks())
def test_schedules_are_feasible_and_bounds_hold(network: Network) -> None:
    greedy = check(network, Packer(network).greedy())
    found = solve(network, Limits(seconds=10, work=1, workers=1))
    assert check(network, found.starts) == found.makespan <= greedy
    assert lower_bound(network) <= found.bound <= found.makespan
    assert found.proven
    assert found.bound == found.makespan


@given(capacity=st.integers(1, 60), data=st.data())
def test_demands_that_fit_together_still_fit_when_weighed(capacity: int, data: st.DataObject) -> None:
    demands = np.array(data.draw(st.lists(st.integers(0, capacity), min_size=1, max_size=8)))
    fitting = demands[: np.searchsorted(demands.cumsum(), capacity, side="right")]
    for weights, most in weighings(demands, capacity):
        assert weights.min() >= 0
        assert weights[: len(fitting)].sum() <= most


def test_demands_that_waste_room_raise_the_bound() -> None:
    # Nine tasks of 3 out of 8 units: two at a time, though the plain work of three days would fit into 3.4.
    network = Network(np.full(9, 1), np.full((9, 1), 3), np.array([8]), ((),) * 9)
    assert lower_bound(network) == 5


@pytest.mark.shared
def test_no_best_known_schedule_is_shorter_than_the_bound(shared: Path) -> None:
    folder = shared / "scheduling"
    for name, makespan in best_known(folder).items():
        assert lower_bound(read_instance(folder / name)) <= makespan, name


@pytest.mark.shared
@pytest.mark.parametrize("name", ["rcpsp_J30_8.txt", "rcpsp_J30_248.txt", "rcpsp_J60_108.txt"])
def test_published_instances_reach_the_best_known(shared: Path, name: str) -> None:
    folder = shared / "scheduling"
    found = solve(read_instance(folder / name), Limits(seconds=10))
    assert check(read_instance(folder / name), found.starts) == best_known(folder)[name]


@pytest.mark.shared
def test_several_projects_share_their_resources(shared: Path) -> None:
    network = read_instance(shared / "scheduling" / "rcmpsp_MPLIB1_Set3_50.txt")
    assert network.size == 24 * 62
    assert network.capacities.tolist() == [27, 48, 42, 36]
    assert lower_bound(network) <= best_known(shared / "scheduling")["rcmpsp_MPLIB1_Set3_50.txt"]


@pytest.mark.parametrize("content", ["", "3 1\n4\n1 2", "what is this?", "1 1\n4\n0 0 1 9\n"])
def test_a_file_that_is_no_instance_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.txt"
    path.write_text(content, encoding="ascii")
    with pytest.raises(RehabError, match=r"broken\.txt"):
        read_instance(path)
