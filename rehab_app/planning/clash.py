"""Why no schedule exists: the smallest set of terms found that cannot be kept together, and what would free it.

Each term is an assumption of the model; those in the proof of infeasibility are tried one by one (deletion filter:
Chinneck, Feasibility and Infeasibility in Optimization, 2008, chapter 6).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from rehab_app.domain.calendar import Clash, Term
from rehab_app.planning.exact import Limits, far, model_of, solver_of
from rehab_app.planning.network import Network

_LIMITS = Limits(seconds=20, work=10, workers=1)


@dataclass(frozen=True, slots=True)
class Bound:
    """A term and the starts it leaves to each task it concerns."""

    term: Term
    allowed: Mapping[int, Sequence[int]]


def explain(network: Network, bounds: Sequence[Bound]) -> Clash:
    """Terms that clash; none when crews and order alone already leave no schedule within the days looked at."""
    loose = replace(network, allowed=tuple(None for _task in range(network.size)))
    horizon = max((far(network), *(starts[-1] for one in bounds for starts in one.allowed.values() if starts)))
    everything = frozenset(range(len(bounds)))
    core = _proof(loose, horizon, bounds, everything)
    for at in sorted(core):
        smaller = _proof(loose, horizon, bounds, core - {at})
        if smaller:
            core = smaller
    freed = [at for at in sorted(core) if not _proof(loose, horizon, bounds, everything - {at})]
    return Clash(tuple(bounds[at].term for at in sorted(core)), tuple(bounds[at].term for at in freed))


def _proof(network: Network, horizon: int, bounds: Sequence[Bound], kept: frozenset[int]) -> frozenset[int]:
    """Of the bounds kept, some that no schedule can keep together; none when a schedule was found, or nothing."""
    model, starts, _makespan = model_of(network, horizon)
    literals = {}
    for at in sorted(kept):
        literals[at] = model.new_bool_var(f"bound_{at}")
        for task, allowed in bounds[at].allowed.items():
            domain = cp_model.Domain.from_values(list(allowed))
            model.add_linear_expression_in_domain(starts[task], domain).only_enforce_if(literals[at])
    model.add_assumptions(list(literals.values()))
    solver = solver_of(_LIMITS)
    if solver.solve(model) != cp_model.INFEASIBLE:
        return frozenset()
    named = set(solver.sufficient_assumptions_for_infeasibility())
    return frozenset(at for at, literal in literals.items() if literal.index in named) or kept
