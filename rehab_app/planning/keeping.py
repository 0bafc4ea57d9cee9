"""Which of the starts wanted a schedule can keep at most: what was promised moves last."""

from collections.abc import Mapping

from rehab_app.planning.exact import Limits, far, model_of, solved
from rehab_app.planning.network import Network


def keep(network: Network, wanted: Mapping[int, int], limits: Limits) -> set[int]:
    """Tasks that start when wanted in a schedule that keeps as many as can be found.

    Args:
        network: with all tasks, none of those wanted bound to its start.
        wanted: start by task.
        limits: of the search.

    Raises:
        Impossible: there is no schedule at all.
        OutOfTime: none was found, and it is not known whether there is one.
    """
    model, start, makespan = model_of(network, max(far(network), *wanted.values()) if wanted else far(network))
    kept = {task: model.new_bool_var(f"kept_{task}") for task in wanted}
    for task, day in wanted.items():
        model.add(start[task] == day).only_enforce_if(kept[task])
        model.add_hint(kept[task], True)
        model.add_hint(start[task], day)
    # A promise weighs more than any number of days of the whole.
    model.maximize(sum(kept.values()) * (far(network) + 1) - makespan)
    solver = solved(model, limits)
    return {task for task, day in wanted.items() if solver.value(start[task]) == day}
