"""Why no schedule exists: the smallest set of terms found that cannot be kept together, and what would free it.

Each term is an assumption of the model; those in the proof of infeasibility are tried one by one (deletion filter:
Chinneck, Feasibility and Infeasibility in Optimization, 2008, chapter 6). A solver that ran out of time proves nothing:
a term then stays in the set, and whether giving it up frees the calendar is left open.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from rehab_app.domain.calendar import Clash, Term
from rehab_app.planning.exact import Limits, far, model_of, solver_of
from rehab_app.planning.network import Network

_LIMITS = Limits(seconds=20, work=10, workers=1)
_WHOLE_S = 60.0  # for all questions together


@dataclass(frozen=True, slots=True)
class Bound:
    """A term and the starts it leaves to each task it concerns."""

    term: Term
    allowed: Mapping[int, Sequence[int]]


def explain(network: Network, bounds: Sequence[Bound], limits: Limits = _LIMITS) -> Clash:
    """Terms that clash; none when crews and order alone already leave no schedule within the days looked at, or when
    the time was over before any were found.

    Args:
        network: for which no schedule exists.
        bounds: all terms that bind its tasks.
        limits: of each question to the solver.
    """
    asked = _Questions(network, bounds, limits)
    everything = frozenset(range(len(bounds)))
    core = asked.proof(everything) or frozenset()
    for at in sorted(core):
        core = asked.proof(core - {at}) or core
    without = {at: asked.proof(everything - {at}) for at in sorted(core)}
    return Clash(
        terms=tuple(bounds[at].term for at in without),
        freed_by=tuple(bounds[at].term for at, proof in without.items() if proof == frozenset()),
        unsure=tuple(bounds[at].term for at, proof in without.items() if proof is None),
    )


class _Questions:
    """Which of the bounds can be kept together, asked one set after the other."""

    def __init__(self, network: Network, bounds: Sequence[Bound], limits: Limits) -> None:
        self._network = replace(network, allowed=tuple(None for _task in range(network.size)))
        self._bounds, self._limits = bounds, limits
        self._until = time.monotonic() + _WHOLE_S
        self._horizon = max((far(network), *(days[-1] for one in bounds for days in one.allowed.values() if days)))

    def proof(self, kept: frozenset[int]) -> frozenset[int] | None:
        """Of the bounds kept, some that no schedule can keep together; none when a schedule keeps all; None when the
        time was over before either was known, or when crews and order alone leave no schedule."""
        model, starts, _makespan = model_of(self._network, self._horizon)
        literals = {}
        for at in sorted(kept):
            literals[at] = model.new_bool_var(f"bound_{at}")
            for task, allowed in self._bounds[at].allowed.items():
                domain = cp_model.Domain.from_values(list(allowed))
                model.add_linear_expression_in_domain(starts[task], domain).only_enforce_if(literals[at])
        model.add_assumptions(list(literals.values()))
        left = max(min(self._limits.seconds, self._until - time.monotonic()), 0.0)
        solver = solver_of(replace(self._limits, seconds=left))
        status = solver.solve(model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return frozenset()
        if status != cp_model.INFEASIBLE:
            return None
        named = set(solver.sufficient_assumptions_for_infeasibility())
        return frozenset(at for at, literal in literals.items() if literal.index in named) or kept or None
