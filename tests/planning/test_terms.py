"""Absences, windows, clear days, shared scaffolds and promises shape the calendar; what clashes is named."""

import datetime
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from rehab_app.domain.calendar import CalendarResult, PlannedTask, Term
from rehab_app.planning.clash import Bound, explain
from rehab_app.planning.exact import Limits
from rehab_app.planning.network import Network, OutOfTime
from rehab_app.planning.placing import NoCalendar, place
from rehab_app.planning.rates import rates
from rehab_app.planning.site import Crew, MemberWork, site_tasks
from rehab_app.planning.site_network import Fixed, Setting

GROUP = 3
APRIL = datetime.date(2027, 4, 5)
SHORT = Limits(seconds=20, work=0.4, workers=2)
WORKS = (
    ("scaffold", "site", 60.0),
    ("loft_mineral", "roof", 45.0),
    ("windows_pvc", "joinery", 14.0),
    ("wall_external_mineral", "facade", 40.0),
    ("ventilation_humidity", "ventilation", 1.0),
)
FIRMS = (Crew(1, ("site", "roof"), 2), Crew(2, ("facade",), 1), Crew(3, ("joinery", "ventilation"), 1))


def day(month: int, of_month: int) -> datetime.date:
    return datetime.date(2027, month, of_month)


def plan(
    homes: int = 2, terms: Sequence[Term] = (), fixed: Sequence[Fixed] = (), row: Sequence[int] = ()
) -> CalendarResult:
    works = [MemberWork(GROUP, home, work, lot, size) for home in range(1, homes + 1) for work, lot, size in WORKS]
    tasks = site_tasks(works, FIRMS, rates(), [row])
    return place(tasks, Setting(FIRMS, rates(), APRIL, terms), SHORT, fixed)


def of(result: CalendarResult, home: int, lot: str) -> PlannedTask:
    (found,) = [item for item in result.planned if (item.task.dwelling_id, item.task.lot) == (home, lot)]
    return found


def test_tests_and_acceptance_have_their_place_in_each_home() -> None:
    result = plan()
    for home in (1, 2):
        order = ["site", "roof", "joinery", "test_intermediate", "facade", "test_final", "acceptance"]
        steps = [of(result, home, lot) for lot in order]
        assert all(before.ends_on < after.starts_on for before, after in pairwise(steps)), (
            "each waits for the one before"
        )
        assert of(result, home, "facade").ends_on < of(result, home, "scaffold_down").starts_on


def test_neighbours_share_one_scaffold_put_up_and_taken_down_once() -> None:
    result = plan(3, row=(1, 2, 3))
    up = [of(result, home, "site") for home in (1, 2, 3)]
    down = [of(result, home, "scaffold_down") for home in (1, 2, 3)]
    assert [item.starts_on for item in up] == [day(4, 5), day(4, 6), day(4, 7)], "house after house"
    assert min(of(result, home, "roof").starts_on for home in (1, 2, 3)) > max(item.ends_on for item in up)
    assert max(of(result, home, "facade").ends_on for home in (1, 2, 3)) < min(item.starts_on for item in down)


def test_nobody_of_a_firm_works_while_it_is_away() -> None:
    away = Term("firm_absent", day(4, 8), day(4, 23), firm_id=3)
    mine = [item for item in plan(terms=[away]).planned if item.task.firm_id == 3]
    assert mine
    assert all(item.ends_on < away.first or item.starts_on > away.last for item in mine)


def test_a_firm_with_one_of_two_crews_away_is_in_one_home_at_a_time() -> None:
    away = Term("firm_absent", day(4, 1), day(5, 31), firm_id=1, crews=1)
    roofs = sorted(
        (item.starts_on, item.ends_on) for item in plan(3, [away]).planned if item.task.lot in ("roof", "site")
    )
    assert all(ends < starts for (_first, ends), (starts, _last) in pairwise(roofs))


def test_a_home_is_left_alone_while_its_household_is_away_and_open_only_in_its_window() -> None:
    terms = [
        Term("home_absent", day(4, 5), day(4, 16), dwelling_id=1),
        Term("home_window", day(5, 10), day(7, 30), dwelling_id=2),
    ]
    result = plan(terms=terms)
    assert min(item.starts_on for item in result.planned if item.task.dwelling_id == 1) >= day(4, 19)
    assert min(item.starts_on for item in result.planned if item.task.dwelling_id == 2) >= day(5, 10)


def test_outside_works_keep_to_the_window_of_the_landlord_next_door() -> None:
    window = Term("landlord_window", day(6, 1), day(7, 30), group_id=GROUP, lots=("site", "roof", "facade"))
    outside = [item for item in plan(terms=[window]).planned if item.task.lot in window.lots]
    assert all(window.first <= item.starts_on and item.ends_on <= window.last for item in outside)


def test_an_insulation_waits_for_seven_clear_days_after_its_quote() -> None:
    # Signed on Thursday 15 April: the seven days are 16 to 22, works may begin on the 23rd.
    signed = day(4, 15)
    wait = Term("clear_days", APRIL, signed + datetime.timedelta(days=7), dwelling_id=1, lots=("facade",))
    result = plan(terms=[wait])
    assert of(result, 1, "facade").starts_on >= day(4, 23)


def _promises(result: CalendarResult) -> list[Fixed]:
    return [
        Fixed(
            GROUP,
            item.task.dwelling_id,
            item.task.lot,
            item.task.firm_id,
            item.starts_on,
            item.ends_on,
            yields=True,
        )
        for item in result.planned
    ]


def test_an_absence_moves_few_of_the_dates_that_were_promised() -> None:
    before = plan(6)
    facades = sorted(item.starts_on for item in before.planned if item.task.lot == "facade")
    away = Term("firm_absent", facades[-1], facades[-1] + datetime.timedelta(days=4), firm_id=2)
    after = plan(6, [away], _promises(before))
    assert after.held + after.moved == len(before.planned)
    assert 0 < after.moved <= 0.15 * len(before.planned)
    assert len(after.planned) == after.moved, "what could be kept is not placed again"
    assert all(
        item.ends_on < away.first or item.starts_on > away.last for item in after.planned if item.task.firm_id == 2
    )


def test_promises_that_hold_are_all_kept() -> None:
    before = plan(3)
    after = plan(3, fixed=_promises(before))
    assert (after.moved, after.planned) == (0, ())


def test_works_placed_by_hand_wait_for_the_trades_before_them() -> None:
    by_hand = Fixed(GROUP, 1, "facade", 2, day(5, 17), day(5, 21))
    result = plan(fixed=[by_hand])
    assert of(result, 1, "test_intermediate").ends_on < by_hand.starts_on
    assert of(result, 1, "scaffold_down").starts_on > by_hand.ends_on


def test_an_impossible_calendar_names_what_clashes_and_what_frees_it() -> None:
    window = Term("home_window", day(6, 7), day(6, 11), dwelling_id=1)
    harmless = Term("firm_absent", day(8, 2), day(8, 20), firm_id=3)
    with pytest.raises(NoCalendar) as refused:
        plan(terms=[window, harmless])
    clash = refused.value.clash
    assert clash.terms == (window,), "five days are too few for all trades, whatever else is given up"
    assert clash.freed_by == (window,)


def test_two_terms_that_clash_are_both_named_and_either_frees() -> None:
    window = Term("home_window", APRIL, day(4, 30), dwelling_id=1)
    away = Term("firm_absent", APRIL, day(5, 28), firm_id=2)
    with pytest.raises(NoCalendar) as refused:
        plan(terms=[window, away])
    clash = refused.value.clash
    assert set(clash.terms) == {window, away} == set(clash.freed_by)


def test_a_date_by_hand_that_no_trade_can_reach_is_named() -> None:
    by_hand = Fixed(GROUP, 1, "facade", 2, day(4, 6), day(4, 9))
    with pytest.raises(NoCalendar) as refused:
        plan(fixed=[by_hand])
    (term,) = refused.value.clash.terms
    assert (term.kind, term.dwelling_id, term.lots) == ("promised", 1, ("facade",))


def test_time_that_ran_out_is_not_told_as_a_clash() -> None:
    """Four homes and one façade crew in four weeks: impossible, but in no time nothing is proven."""
    windows = [Term("home_window", day(5, 3), day(5, 28), dwelling_id=home) for home in (1, 2, 3, 4)]
    works = [MemberWork(GROUP, home, work, lot, size) for home in (1, 2, 3, 4) for work, lot, size in WORKS]
    setting = Setting(FIRMS, rates(), APRIL, windows)
    with pytest.raises(OutOfTime) as refused:
        place(site_tasks(works, FIRMS, rates()), setting, Limits(seconds=0.0, work=0.0))
    assert refused.value.remedy, "it says what to do"


def test_a_home_with_the_shortest_window_goes_first_without_any_search() -> None:
    windows = [
        Term("home_window", APRIL, day(6, 11), dwelling_id=3),
        Term("home_window", APRIL, day(7, 9), dwelling_id=2),
    ]
    works = [MemberWork(GROUP, home, work, lot, size) for home in (1, 2, 3) for work, lot, size in WORKS]
    setting = Setting(FIRMS, rates(), APRIL, windows)
    result = place(site_tasks(works, FIRMS, rates()), setting, Limits(seconds=0.0, work=0.0))
    assert of_last(result, 3) <= day(6, 11)
    assert of_last(result, 2) <= day(7, 9)


def of_last(result: CalendarResult, home: int) -> datetime.date:
    return max(item.ends_on for item in result.planned if item.task.dwelling_id == home)


def test_a_question_without_time_leaves_open_what_would_free_the_calendar() -> None:
    network = Network(
        durations=np.array([2, 2]),
        demands=np.array([[1], [1]]),
        capacities=np.array([1]),
        successors=((), ()),
        allowed=((0,), (1,)),
    )
    bounds = [Bound(Term("home_window", APRIL, APRIL, dwelling_id=task + 1), {task: (task,)}) for task in range(2)]
    assert set(explain(network, bounds).freed_by) == {bound.term for bound in bounds}
    assert explain(network, bounds, Limits(seconds=0.0, work=0.0, workers=1)).freed_by == ()
