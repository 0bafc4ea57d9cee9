"""Use case: estimate the homes of a project, keep the results, compare them with the official ones."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.core.version import app_version
from rehab_app.domain.catalogue.records import TOTALS
from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.domain.change import Change
from rehab_app.domain.fields import Kind
from rehab_app.domain.table import Column, Stock
from rehab_app.energy.building import Refusal
from rehab_app.energy.estimate import Estimate, estimate
from rehab_app.storage.project import Project
from rehab_app.storage.writer import Writer

LABEL = "classe_bilan_dpe"
_BATCH = 2_000
_SPECS = {spec.name: spec for spec in STOCK_TABLES}
# Losses kept with an estimate, by part of the house; names of the block `sortie`.
_LOSSES = {
    "wall": "deperdition_mur",
    "roof": "deperdition_plancher_haut",
    "floor": "deperdition_plancher_bas",
    "window": "deperdition_baie_vitree",
    "door": "deperdition_porte",
    "bridge": "deperdition_pont_thermique",
    "ventilation": "deperdition_renouvellement_air",
}


@dataclass(frozen=True, slots=True)
class EstimateReport:
    """What came of estimating a project.

    Attributes:
        homes: dwellings taken; estimated: those with a result.
        refused: number of dwellings by reason.
        compared: estimated homes whose official label is known; same_label: those where ours, with the parameters of
            the day of the official one, is the same.
        change: what was written.
    """

    homes: int
    estimated: int
    refused: Mapping[str, int]
    compared: int
    same_label: int
    change: Change


def estimate_project(
    project: Project,
    who: str,
    on: datetime.date,
    progress: Progress,
    dwelling_ids: Sequence[int] | None = None,
) -> EstimateReport:
    """Estimate homes as they stand, with the parameters of `on`; each home keeps one such estimate.

    Args:
        project: the project.
        who: the person who asks, for the journal.
        on: date of prices, factors and thresholds.
        progress: told after each batch.
        dwelling_ids: homes to estimate; all when None.
    """
    ids = project.columns("dwelling", ())["id"] if dwelling_ids is None else np.asarray(dwelling_ids, dtype=np.int64)
    rows: list[dict[str, Any]] = []
    labels: dict[int, str] = {}
    references = _official(project)
    for first in range(0, len(ids), _BATCH):
        progress.step(first, len(ids), _("Estimating the homes"))
        stock, some = project.stock(ids[first : first + _BATCH])
        rows += _said_bare(estimate_rows(estimate(stock, on), some, on), stock)
        known = np.flatnonzero(np.isin(some, list(references)))
        if len(known):
            then = estimate(stock.take(known))  # each at the date of its own assessment
            labels |= dict(zip(some[known].tolist(), then.totals[LABEL].tolist(), strict=True))
    progress.step(len(ids), len(ids), _("Keeping the estimates"))
    label = ngettext("Estimate {count} home", "Estimate {count} homes", len(ids)).format(count=len(ids))
    with project.write(who, label) as writer:
        replace_estimates(writer, rows, None)
    refused = Counter(row["refusal"] for row in rows if row["state"] == "refused")
    compared = [home for home, ours in labels.items() if ours and references[home]]
    return EstimateReport(
        homes=len(ids),
        estimated=len(rows) - refused.total(),
        refused=dict(refused.most_common()),
        compared=len(compared),
        same_label=sum(labels[home] == references[home] for home in compared),
        change=writer.change,
    )


def _said_bare(rows: list[dict[str, Any]], stock: Stock) -> list[dict[str, Any]]:
    """Of a home that has no part at all, say what to do, not the first of everything that is missing."""
    described: set[int] = set()
    for name, table in stock.tables.items():
        if name != "dwelling":
            described.update(np.unique(table["dwelling"]).tolist())
    for at, row in enumerate(rows):
        if row["state"] == "refused" and at not in described:
            row["refusal"] = _("not described yet: answer its survey, then choose “Describe the home”")
    return rows


def estimate_rows(found: Estimate, ids: Column, on: datetime.date) -> list[dict[str, Any]]:
    """Records of `estimate`, one a dwelling; a refused one carries its first reason."""
    reasons: dict[int, str] = {}
    for refusal in found.refusals:
        reasons.setdefault(refusal.dwelling, refusal_text(refusal))
    totals = {field.name: (field.kind, found.totals[field.name].tolist()) for field in TOTALS}
    losses = {part: found.totals[name].tolist() for part, name in _LOSSES.items()}
    engine = app_version()
    rows = []
    for at, dwelling_id in enumerate(ids.tolist()):
        row: dict[str, Any] = {
            "dwelling_id": dwelling_id,
            "state": "refused" if at in reasons else "done",
            "refusal": reasons.get(at, ""),
            "parameters_on": on,
            "engine_version": engine,
        }
        if at not in reasons:
            row |= {name: _known(kind, values[at]) for name, (kind, values) in totals.items()}
            row["details"] = {"losses_w_k": {part: round(values[at], 2) for part, values in losses.items()}}
        rows.append(row)
    return rows


def refusal_text(refusal: Refusal) -> str:
    """`Walls, Structure thickness: not given`, in the user's language."""
    spec = _SPECS[refusal.table]
    names = [_(spec.label)]
    if refusal.field in spec.names:
        names.append(_(spec.field(refusal.field).label))
    elif refusal.field in _SPECS:
        names.append(_(_SPECS[refusal.field].label))
    return _("{part}: {reason}").format(part=", ".join(names), reason=refusal.reason)


def _known(kind: Kind, value: Any) -> Any:
    return None if kind is Kind.NUMBER and value != value else value


def replace_estimates(writer: Writer, rows: Sequence[Mapping[str, Any]], scenario_ids: Sequence[int] | None) -> None:
    """Write one estimate a home (and scenario), over the one it had; what a refusal does not know is emptied.

    Args:
        writer: the action under way.
        rows: records of `estimate`.
        scenario_ids: scenario of each row; None for the home as it stands.
    """
    have = writer.columns("estimate", ("dwelling_id", "scenario_id"))
    place = {
        (home, scenario): (row_id, version)
        for home, scenario, row_id, version in zip(
            *(have[name].tolist() for name in ("dwelling_id", "scenario_id", "id", "version")), strict=True
        )
    }
    names = ("state", "refusal", "parameters_on", "engine_version", *(field.name for field in TOTALS), "details")
    scenarios = [-1] * len(rows) if scenario_ids is None else list(scenario_ids)
    new, old, found = [], [], []
    for row, scenario in zip(rows, scenarios, strict=True):
        at = place.get((row["dwelling_id"], scenario))
        if at is None:
            new.append({**row, "scenario_id": None if scenario < 0 else scenario})
        else:
            old.append(row)
            found.append(at)
    writer.insert("estimate", new)
    if old:
        columns = {name: [row.get(name) for row in old] for name in names}
        writer.update_columns("estimate", [at[0] for at in found], [at[1] for at in found], columns)


def _official(project: Project) -> dict[int, str]:
    """Label of the latest official result of each home, "" when it has none."""
    rows = project.columns("reference_result", ("dwelling_id", LABEL))
    return dict(zip(rows["dwelling_id"].tolist(), rows[LABEL].tolist(), strict=True))
