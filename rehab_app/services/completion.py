"""Use case: estimate a whole neighbourhood with ranges; homes without data borrow from their measured neighbours."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.domain.survey import RangeEstimate
from rehab_app.services.neighbours import find_donors, places_of
from rehab_app.services.survey_knowledge import Knowledge, gather
from rehab_app.services.surveying import estimate_ranges

if TYPE_CHECKING:
    from rehab_app.storage.project import Project


@dataclass(frozen=True, slots=True)
class FillReport:
    """What came of it: homes estimated from their own data, with borrowed data, and left out (nothing to lean on)."""

    homes: int
    measured: int
    borrowed: int
    left: int
    change: Change


def fill_neighbourhood(project: "Project", who: str, on: datetime.date, progress: Progress) -> FillReport:
    """Estimate all homes with their ranges and keep the results; a home keeps one.

    A home of which walls and heating are not known borrows from measured homes of its row (houses joined by party
    walls), else of its street, of the same kind: same storeys, period where both are known, ground area within a
    quarter. It is marked `borrowed`. A home with neither neighbours nor a living area is left out.

    Args:
        project: the project.
        who: the person who asks, for the journal.
        on: date of prices, factors and thresholds.
        progress: told after each batch; asked to stop there, before anything is written.
    """
    knowledge = gather(project)
    donors = find_donors(knowledge, places_of(project, knowledge))
    sized = ~np.isnan(knowledge.known.columns["area_m2"]) | ~np.isnan(knowledge.known.figures["ground_m2"])
    here = knowledge.known.zone_id >= 0
    kept = np.flatnonzero(here & (knowledge.measured | sized) | here & np.isin(np.arange(len(sized)), list(donors)))
    ranges = estimate_ranges(knowledge.take(kept), on, progress, _moved(donors, kept, knowledge))
    with project.write(who, _("Estimate the neighbourhood with ranges")) as writer:
        origin = ["borrowed" if int(row) in donors else "" for row in kept]
        _keep(writer, ranges, origin)
    measured = int(knowledge.measured[kept].sum())
    lent = sum(1 for row in kept if int(row) in donors)
    return FillReport(len(sized), measured, lent, len(sized) - measured - lent, writer.change)


def _moved(
    donors: Mapping[int, NDArray[np.intp]], kept: NDArray[np.intp], knowledge: Knowledge
) -> dict[int, NDArray[np.intp]]:
    """Donors by their place among the homes kept; every donor is measured, so it is kept."""
    place = np.full(len(knowledge.ids), -1, dtype=np.intp)
    place[kept] = np.arange(len(kept))
    return {int(place[at]): place[near][place[near] >= 0] for at, near in donors.items() if place[at] >= 0}


def _keep(writer: Any, found: Sequence[RangeEstimate], origins: Sequence[str]) -> None:
    have = writer.columns("range_estimate", ("dwelling_id",))
    place = {
        int(home): (int(row), int(version))
        for home, row, version in zip(have["dwelling_id"], have["id"], have["version"], strict=True)
    }
    rows = [as_record(each, origin) for each, origin in zip(found, origins, strict=True)]
    new = [row for row in rows if row["dwelling_id"] not in place]
    old = [row for row in rows if row["dwelling_id"] in place]
    if new:
        writer.insert("range_estimate", new)
    if old:
        names = [name for name in old[0] if name != "dwelling_id"]
        ids, versions = zip(*(place[row["dwelling_id"]] for row in old), strict=True)
        writer.update_columns("range_estimate", ids, versions, {name: [row[name] for row in old] for name in names})


def as_record(found: RangeEstimate, origin: str) -> dict[str, Any]:
    """Record of `range_estimate`."""
    energy = found.energy_kwh_m2
    known = energy.central == energy.central
    return {
        "dwelling_id": found.dwelling_id,
        "parameters_on": found.parameters_on,
        "engine_version": found.engine_version,
        "draws": found.draws,
        "energy_low_kwh_m2": energy.low if known else None,
        "energy_central_kwh_m2": energy.central if known else None,
        "energy_high_kwh_m2": energy.high if known else None,
        "label": found.label,
        "label_probability": found.label_probabilities.get(found.label) if known else None,
        "spreads": {name: asdict(getattr(found, name)) for name in ("emissions_kg_m2", "final_kwh", "cost_eur")}
        if known
        else None,
        "label_probabilities": dict(found.label_probabilities),
        "ask_next": [asdict(each) for each in found.ask_next],
        "answered": dict(found.answered),
        "origin": origin,
    }
