"""Several processes at one batch of dossiers, each with the project open for reading. What they make is archived by
the process that asked.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool as BrokenCrew
from functools import partial
from multiprocessing import get_context

from rehab_app.core.i18n import language, set_language
from rehab_app.core.progress import Progress
from rehab_app.services.drafts import maker
from rehab_app.services.press import Draft, Job, Order, Result, press
from rehab_app.storage.project import Project

__all__ = ["BrokenCrew", "pressed_together"]
_AHEAD = 2  # dossiers given to each process before the first is done: a cancel waits for no more
_Task = tuple[Job, Callable[[Order], Draft]]
_mine: list[_Task] = []  # filled once in each process of the crew, before its first dossier


def pressed_together(
    location: str, job: Job, orders: Sequence[Order], progress: Progress, processes: int
) -> Iterator[Result]:
    """Results in the order asked, while the next ones are made.

    Raises:
        Cancelled: stopped; what was given out is dropped.
        BrokenCrew: a process died; the results given so far stand.
    """
    start = partial(_start, location, job, tuple(order.dwelling_id for order in orders), language())
    crew = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=start)
    waiting: deque[Future[Result]] = deque()
    try:
        given = 0
        for position, order in enumerate(orders):
            progress.step(position, len(orders), order.doing)
            while given < len(orders) and len(waiting) < processes * _AHEAD:
                waiting.append(crew.submit(_press, orders[given]))
                given += 1
            yield waiting.popleft().result()
    finally:
        crew.shutdown(wait=True, cancel_futures=True)


def _start(location: str, job: Job, dwelling_ids: Sequence[int], code: str) -> None:
    set_language(code)
    project = Project.open(location)  # closed when the process ends
    _mine.append((job, maker(project, job.audience, job.today, dwelling_ids)))


def _press(order: Order) -> Result:
    ((job, draft),) = _mine
    return press(job, partial(draft, order))
