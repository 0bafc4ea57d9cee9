"""The chance of holding each date: certain works hold, tight ones do not, and buffers do what they promise."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.planning.chances import Uncertain, chances

AIM = 0.85


def test_works_of_known_length_hold_all_their_dates() -> None:
    tasks = [Uncertain(0, 3, 3, 3, 3, crew=1), Uncertain(3, 2, 2, 2, 2, after=(0,), crew=1)]
    found = chances(tasks, AIM)
    assert found.start.tolist() == found.end.tolist() == [1.0, 1.0]
    assert found.buffer_days.tolist() == [0, 0]
    assert found.whole_end == 1.0


def test_a_delay_is_handed_on_in_the_home_and_by_the_crew_unless_there_is_time_between() -> None:
    late = Uncertain(0, 2, 2, 2.5, 5, crew=1)
    same_home, same_crew = Uncertain(2, 1, 1, 1, 1, after=(0,)), Uncertain(2, 1, 1, 1, 1, crew=1)
    later = Uncertain(9, 1, 1, 1, 1, after=(0,), crew=1)
    found = chances([late, same_home, same_crew, later], AIM)
    assert found.start[0] == 1.0
    assert found.start[1] == found.start[2] == found.end[0] < 0.5
    assert found.start[3] == 1.0


def test_a_second_crew_takes_up_the_delay() -> None:
    tasks = [Uncertain(0, 2, 2, 2.5, 5, crew=1, crews=2), Uncertain(2, 1, 1, 1, 1, crew=1, crews=2)]
    assert chances(tasks, AIM).start[1] == 1.0


def test_the_buffer_makes_the_date_as_likely_as_aimed_at() -> None:
    tight = Uncertain(0, 4, 3, 4.5, 9)
    buffer = int(chances([tight], AIM).buffer_days[0])
    assert buffer > 0
    assert chances([Uncertain(0, 4 + buffer, 3, 4.5, 9)], AIM).end[0] >= AIM
    assert chances([Uncertain(0, 4 + buffer - 1, 3, 4.5, 9)], AIM).end[0] < AIM


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(0.2, 4), st.floats(0, 3), st.floats(0, 4)), min_size=1, max_size=6))
def test_chances_are_shares_and_the_same_again(sizes: list[tuple[float, float, float]]) -> None:
    tasks: list[Uncertain] = []
    start = 0
    for low, more, most in sizes:
        length = int(np.ceil(low + more))
        after = (len(tasks) - 1,) if tasks else ()
        tasks.append(Uncertain(start, length, low, low + more, low + more + most, after, crew=0))
        start += length
    first, again = chances(tasks, AIM, draws=200), chances(tasks, AIM, draws=200)
    assert ((first.end >= 0) & (first.end <= 1)).all()
    assert (first.end == again.end).all()
    assert (first.buffer_days[first.end >= AIM] == 0).all()
