"""Homes are on site for a short time: shorter stays never break the order, the crews or the days that are open."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.planning.exact import Limits
from rehab_app.planning.greedy import Packer
from rehab_app.planning.homes import cost, home_spans
from rehab_app.planning.network import Network, heads_and_tails
from rehab_app.planning.stays import clusters, fits, shorten
from tests.planning.test_calendar import check

STEPS = 0.5  # work for ten homes placed anew


def street(homes: int, seed: int) -> Network:
    """Homes of four tasks one after the other for two firms; two neighbours share their first task; the third task
    keeps out of a winter. Three groups take them in turn."""
    chance = random.Random(seed)
    durations: list[int] = []
    firms: list[int] = []
    after: list[tuple[int, ...]] = []
    members: list[tuple[int, ...]] = []
    for home in range(homes):
        first = len(durations)
        shares = home % 2 == 1
        own = list(range(first, first + (3 if shares else 4)))
        tasks = [members[-1][0], *own] if shares else own
        durations += [chance.randint(1, 4) for _task in own]
        firms += [1, 0, 1] if shares else [0, 1, 0, 1]
        after += [()] * len(own)
        for task, following in pairwise(tasks):
            after[task] = (*after[task], following)
        members.append(tuple(tasks))
    mild = {day for day in range(4 * sum(durations) + 60) if day % 60 < 40}
    outdoors = {tasks[2] for tasks in members}
    allowed = tuple(
        [day for day in sorted(mild) if {*range(day, day + length)} <= mild] if task in outdoors else None
        for task, length in enumerate(durations)
    )
    return Network(
        durations=np.array(durations),
        demands=np.array([[firm == 0, firm == 1] for firm in firms], dtype=np.int64),
        capacities=np.array([1, 1]),
        successors=tuple(after),
        allowed=allowed,
        homes=tuple(members),
        groups=tuple(tuple(sorted({*sum(members[at::3], ())})) for at in range(min(3, homes))),
    )


@given(st.integers(2, 12), st.integers(0, 1_000))
@settings(max_examples=15, deadline=None)
def test_stays_get_no_longer_and_the_calendar_still_holds(homes: int, seed: int) -> None:
    network = street(homes, seed)
    known = Packer(network).home_by_home()
    found = shorten(network, known, Limits(seconds=600, work=STEPS))
    check(network, found)
    assert all(days is None or start in days for start, days in zip(found, network.allowed, strict=True))
    assert cost(network, found) <= cost(network, known)


@pytest.mark.parametrize("homes", [10, 40])
def test_the_same_street_gets_the_same_calendar_that_holds(homes: int) -> None:
    """Forty homes are placed anew in two places at once."""
    network = street(homes, seed=1)
    known = Packer(network).home_by_home()
    found = shorten(network, known, Limits(600, 2 * STEPS, workers=2))
    assert found == shorten(network, known, Limits(600, 2 * STEPS, workers=2))
    assert cost(network, found) < cost(network, known)
    check(network, found)


@given(st.integers(2, 12), st.integers(0, 1_000), st.data())
@settings(max_examples=30, deadline=None)
def test_a_schedule_that_breaks_the_order_or_a_crew_does_not_fit(homes: int, seed: int, data: st.DataObject) -> None:
    network = street(homes, seed)
    starts = Packer(network).home_by_home()
    assert fits(network, starts)
    moved = data.draw(st.integers(0, network.size - 1))
    starts[moved] += data.draw(st.integers(-starts[moved], 5))
    try:
        check(network, starts)
    except AssertionError:
        assert not fits(network, starts)
    else:
        assert fits(network, starts)


def test_homes_left_waiting_are_served_in_one_go() -> None:
    """All first tasks first, as a firm might like it, keeps every house open; placed anew, they are soon done with."""
    network = street(12, seed=2)
    heads, _tails = heads_and_tails(network)
    waiting = Packer(network).plan.serial(heads.tolist())
    found = shorten(network, waiting, Limits(600, 4 * STEPS))
    assert sum(home_spans(network, found)) < 0.8 * sum(home_spans(network, waiting))


def test_members_of_a_group_have_their_turn_one_after_the_other() -> None:
    """Two groups whose homes alternate in the first calendar get their turn one after the other."""
    alone = street(12, seed=4)
    pairs = tuple(tuple(sorted({*alone.homes[at], *alone.homes[at + 1]})) for at in range(0, 12, 2))
    network = replace(alone, groups=(sum(pairs[::2], ()), sum(pairs[1::2], ())))
    known = Packer(network).home_by_home()
    found = shorten(network, known, Limits(600, 8 * STEPS))

    def open_days(starts: Sequence[int]) -> int:
        return sum(home_spans(replace(network, homes=network.groups), starts))

    assert open_days(found) < 0.8 * open_days(known)


def test_a_shared_scaffold_is_part_of_the_stay_of_each_home() -> None:
    network = street(2, seed=3)
    assert network.homes[0][0] == network.homes[1][0]
    assert clusters(network) == [[0, 1]]
    starts = [0, 50, 100, 150, 200, 250, 300]
    ends = [start + int(length) for start, length in zip(starts, network.durations, strict=True)]
    assert home_spans(network, starts) == [ends[3], ends[6]]
