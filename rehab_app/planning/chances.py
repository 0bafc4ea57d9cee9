"""How likely each date of a calendar is held, by simulation; and the days of buffer that would make it likely.

Durations are drawn between the quick and the slow rate of the crews, with the usual one as mode (PERT distribution:
Malcolm, Roseboom, Clark, Fazar, Operations Research 7, 1959). Half of what makes a crew quick or slow is the crew
itself, and stays the same all along. Nobody comes before the planned day; who is late pushes back the next trade of
the home and the next home of the crew, in the order planned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehab_app.planning.network import Ints

_DRAWS = 2_000
_SEED = 20_260_101
_MODE_WEIGHT = 4.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A planned task.

    Attributes:
        start, length: planned, in working days.
        low, typical, high: days it may take.
        after: positions of the tasks it waits for.
        crew: number of the crew that does it, -1 for nobody's; crews: how many work side by side under that number.
    """

    start: int
    length: int
    low: float
    typical: float
    high: float
    after: tuple[int, ...] = ()
    crew: int = -1
    crews: int = 1


@dataclass(frozen=True, slots=True)
class Chances:
    """Of each task, in the order given.

    Attributes:
        start, end: (tasks,) chance that it starts, and ends, on the planned day.
        buffer_days: (tasks,) whole working days to add to the planned end so that it is held as likely as aimed at.
        whole_end: chance that the last planned day of all is held; whole_buffer_days: days to add to it.
    """

    start: Floats
    end: Floats
    buffer_days: Ints
    whole_end: float
    whole_buffer_days: int


def chances(tasks: Sequence[Uncertain], aimed_at: float, draws: int = _DRAWS, seed: int = _SEED) -> Chances:
    """Chances of all dates; same tasks and seed, same result.

    Args:
        tasks: with planned starts.
        aimed_at: chance that buffers aim at, 0 to 1.
        draws: of the durations.
        seed: of the draws.
    """
    count = len(tasks)
    if not count:
        nothing = np.zeros(0)
        return Chances(nothing, nothing, np.zeros(0, dtype=np.int64), 1.0, 0)
    lengths = _lengths(tasks, draws, seed)
    begins, ends = np.zeros((count, draws)), np.zeros((count, draws))
    free: dict[int, Floats] = {}
    for at in sorted(range(count), key=lambda one: (tasks[one].start, one)):
        task = tasks[at]
        begin = np.full(draws, float(task.start))
        for earlier in task.after:
            np.maximum(begin, ends[earlier], out=begin)
        if task.crew >= 0:
            # The crew of the firm that is free first comes.
            crews = free.setdefault(task.crew, np.zeros((task.crews, draws)))
            first = crews.argmin(axis=0)
            column = np.arange(draws)
            np.maximum(begin, crews[first, column], out=begin)
            crews[first, column] = begin + lengths[at]
        begins[at], ends[at] = begin, begin + lengths[at]
    planned = np.array([task.start for task in tasks])
    due = planned + np.array([task.length for task in tasks])
    late = ends - due[:, None]
    whole = ends.max(axis=0) - due.max()
    return Chances(
        start=(begins <= planned[:, None]).mean(axis=1),
        end=(late <= 0).mean(axis=1),
        buffer_days=_buffer(late, aimed_at),
        whole_end=float((whole <= 0).mean()),
        whole_buffer_days=int(_buffer(whole[None], aimed_at)[0]),
    )


def _buffer(late: Floats, aimed_at: float) -> Ints:
    days = np.quantile(late, aimed_at, axis=1, method="inverted_cdf")
    return np.maximum(days, 0).astype(np.int64)


def _lengths(tasks: Sequence[Uncertain], draws: int, seed: int) -> Floats:
    """(tasks, draws) whole days: half of the spread is the crew's, half the task's own."""
    generator = np.random.default_rng(seed)
    low, typical, high = (np.array([getattr(task, name) for task in tasks]) for name in ("low", "typical", "high"))
    spread = np.maximum(high - low, 1e-9)
    mode = (typical - low) / spread
    alpha, beta = 1 + _MODE_WEIGHT * mode, 1 + _MODE_WEIGHT * (1 - mode)
    own = generator.beta(alpha[:, None], beta[:, None], (len(tasks), draws))
    crews = np.array([task.crew for task in tasks])
    shared, ranked = own.copy(), np.sort(own, axis=1)
    for crew in np.unique(crews[crews >= 0]):
        # The same rank for all tasks of one crew: a slow crew is slow everywhere.
        mine, pace = crews == crew, generator.integers(draws, size=draws)
        shared[mine] = ranked[mine][:, pace]
    days = low[:, None] + (own + shared) / 2 * spread[:, None]
    whole: Floats = np.maximum(np.ceil(days.round(6)), 0.0)
    return whole
