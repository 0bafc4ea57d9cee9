"""Two searches for the shortest schedule side by side, each told what the other found: crossing good schedules on one
thread, constraints on the other."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from rehab_app.planning.batch import Batch
from rehab_app.planning.bounds import lower_bound
from rehab_app.planning.evolve import Effort, evolve
from rehab_app.planning.exact import SEED, Found, Limits, Shorter
from rehab_app.planning.greedy import Packer

# A search by constraints runs at least so long, and longer each time, before a shorter schedule starts it anew: where
# the shortest is hard to cross for, it is found when nothing longer is allowed.
_LEAST_TASK_S, _LEAST_S, _LONGER = 0.003, 0.3, 2.0


class _Shared:
    """The shortest schedule known to both, and the least length that any can have."""

    def __init__(self, packer: Packer, known: list[int], bound: int) -> None:
        self._packer, self._lock = packer, Lock()
        self.starts, self.bound = known, bound
        self.length = packer.length(known)

    @property
    def settled(self) -> bool:
        return self.length <= self.bound

    def offer(self, starts: list[int]) -> None:
        """Keep a schedule if it is shorter."""
        length = self._packer.length(starts)
        with self._lock:
            if length < self.length:
                self.starts, self.length = starts, length


def race(packer: Packer, known: list[int], limits: Limits) -> Found:
    """The shortest schedule of both searches, never longer than the one known.

    Two workers are two threads here; more go to the constraints. With one worker the constraints search alone.
    """
    began, network = time.monotonic(), packer.network
    shared = _Shared(packer, known, lower_bound(network))
    exact = _Exact(packer, shared, limits)
    if shared.settled:
        return Found(shared.starts, shared.bound, True)
    if limits.workers == 1 or not Batch.suits(network):
        exact.run()
        return Found(shared.starts, shared.bound, shared.settled)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(exact.run)
        effort = Effort(shared.bound, limits.seconds - (time.monotonic() - began), running.done)
        evolve(network, known, effort, SEED, shared.offer, exact.told)
        exact.end()
        running.result()
    return Found(shared.starts, shared.bound, shared.settled)


class _Exact:
    """The search by constraints, started anew from a tighter horizon when the other search is ahead."""

    def __init__(self, packer: Packer, shared: _Shared, limits: Limits) -> None:
        self._packer, self._shared, self._limits = packer, shared, limits
        self._until = time.monotonic() + limits.seconds
        self._search: Shorter | None = None
        self._began, self._least = 0.0, min(_LEAST_S, _LEAST_TASK_S * packer.network.size)
        self._horizon = 0
        self._ended = False

    def run(self) -> None:
        """Search until the shortest is proven, or the time is over."""
        shared, work = self._shared, self._limits.work
        while not shared.settled and not self._ended and time.monotonic() < self._until:
            self._began, self._horizon = time.monotonic(), shared.length
            limits = Limits(self._until - self._began, work, max(self._limits.workers - 1, 1))
            self._search = Shorter(self._packer.network, self._horizon, shared.bound, limits)
            found = self._search.run()
            if found is None:
                if time.monotonic() - self._began < self._least or work != float("inf"):
                    break  # told to stop, or the work allowed is done
                self._least *= _LONGER
                continue
            if found.starts:
                # Packing large networks takes time of its own.
                late = time.monotonic() > self._until - _LEAST_S
                shared.offer(found.starts if late else self._packer.shortened(found.starts))
            shared.bound = max(shared.bound, found.bound)
            if found.proven:
                shared.bound = max(shared.bound, min(found.bound, shared.length))
            elif work != float("inf"):
                break
            else:
                self._least *= _LONGER

    def told(self) -> list[int]:
        """The shortest schedule known; a search that still looks for longer ones begins anew when it had its time."""
        behind = self._horizon > self._shared.length
        if behind and self._search and time.monotonic() - self._began >= self._least:
            self._search.stop()
        return self._shared.starts

    def end(self) -> None:
        self._ended = True
        if self._search:
            self._search.stop()
