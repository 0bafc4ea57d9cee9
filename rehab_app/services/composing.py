"""Use case: compose works for homes — apply a bundle, take it off, price it, estimate after, keep it as a scenario."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.domain.town import TownRules, town_rules
from rehab_app.domain.works import Price, price_to_json, takeoff_to_json
from rehab_app.services.estimating import estimate_rows, replace_estimates
from rehab_app.services.pricing import home_quotes, project_prices
from rehab_app.storage.project import Project
from rehab_app.storage.reading import Reader
from rehab_app.storage.writer import Writer
from rehab_app.works.catalogue import Bundle, bundle, entry
from rehab_app.works.costs import BOUNDS
from rehab_app.works.renovate import Renovation, bundle_selection, renovate
from rehab_app.works.surroundings import Surroundings

_BATCH = 2_000
Ids = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class ComposeReport:
    """What came of composing.

    Attributes:
        homes: dwellings taken; with_works: those where the bundle finds something to do.
        refused: of those, the ones whose state after the works cannot be estimated.
        low_eur_ht, typical_eur_ht, high_eur_ht: sums over all homes, before tax.
        change: what was written.
    """

    homes: int
    with_works: int
    refused: int
    low_eur_ht: float
    typical_eur_ht: float
    high_eur_ht: float
    change: Change


def compose(
    project: Project,
    who: str,
    bundle_code: str,
    on: datetime.date,
    progress: Progress,
    dwelling_ids: Sequence[int] | None = None,
    choose: bool = True,
    done_by: Mapping[str, str] | None = None,
) -> ComposeReport:
    """Give homes the scenario of a reference bundle, in place of the one of that bundle they had.

    Args:
        project: the project.
        who: the person who asks, for the journal.
        bundle_code: bundle of the catalogue; its label names the scenario.
        on: date of the parameters of the estimate after works.
        progress: told after each batch.
        dwelling_ids: homes; all when None.
        choose: make it the chosen scenario of each home.
        done_by: works of the households, work to "supervised" or "own"; as they were when None.

    Raises:
        RehabError: there is no such bundle, or a home is not in the project any more.
    """
    package = bundle(bundle_code)
    ids = project.columns("dwelling", ())["id"] if dwelling_ids is None else np.asarray(dwelling_ids, dtype=np.int64)
    batches: list[tuple[Ids, Renovation]] = []
    town = town_rules(project.neighbourhood()["rules"])
    prices = project_prices(project, town, on)
    for first in range(0, len(ids), _BATCH):
        progress.step(first, len(ids), _("Composing the works"))
        stock, some = project.stock(ids[first : first + _BATCH])
        around = with_town(surroundings(project, some), town)
        quoted = home_quotes(project, some, on).unit_prices_eur_ht
        selection = bundle_selection(bundle_code, stock.size)
        batches.append((some, renovate(stock, around, selection, on, prices, quoted)))
    progress.step(len(ids), len(ids), _("Keeping the works"))
    with project.write(who, _("Compose works: {bundle}").format(bundle=_(package.label))) as writer:
        for some, renovation in batches:
            keep_scenarios(writer, some, renovation, package, prices, on, choose, done_by)
    return _report(batches, writer.change)


def surroundings(project: Reader, ids: Ids) -> Surroundings:
    """Façades of the buildings of these homes; a façade without a rule of its own has that of its building."""
    homes = project.columns("dwelling", ("building_id",))
    building_of = dict(zip(homes["id"].tolist(), homes["building_id"].tolist(), strict=True))
    buildings = project.columns("building", ("heritage", "subsidence"))
    rules = {
        row_id: (heritage, subsidence)
        for row_id, heritage, subsidence in zip(
            buildings["id"].tolist(), buildings["heritage"].tolist(), buildings["subsidence"].tolist(), strict=True
        )
    }
    facades = project.columns("facade", ("building_id", "side", "azimuth_deg", "length_m", "heritage"))
    rows_of: dict[int, list[int]] = {}
    for row, building in enumerate(facades["building_id"].tolist()):
        rows_of.setdefault(building, []).append(row)
    where = [building_of.get(int(home), -1) for home in ids]
    pairs = [(at, row) for at, building in enumerate(where) for row in rows_of.get(building, ())]
    dwelling = np.array([at for at, _row in pairs], dtype=np.int32)
    chosen = np.array([row for _at, row in pairs], dtype=np.intp)
    own = facades["heritage"][chosen]
    inherited = np.array([rules[where[at]][0] for at, _row in pairs], dtype=object)
    return Surroundings(
        dwelling=dwelling,
        side=facades["side"][chosen],
        heritage=np.where(own == "", inherited, own),
        azimuth_deg=facades["azimuth_deg"][chosen],
        length_m=facades["length_m"][chosen],
        subsidence=np.array([rules[building][1] if building in rules else "" for building in where], dtype=object),
    )


def with_town(around: Surroundings, town: TownRules) -> Surroundings:
    """The surroundings with what the town forbids and offers."""
    return replace(around, forbidden=town.forbidden, offered=town.offered)


def keep_scenarios(
    writer: Writer,
    ids: Ids,
    renovation: Renovation,
    package: Bundle,
    prices: Mapping[str, Price],
    on: datetime.date,
    choose: bool,
    done_by: Mapping[str, str] | None = None,
) -> None:
    """Scenarios, works and estimates of one batch, over those of the same bundle.

    `done_by` names the works of the households; None leaves to each household those that it does already.
    """
    bundle_code = package.code
    scenarios = writer.columns("scenario", ("dwelling_id", "bundle", "chosen"))
    mine = np.isin(scenarios["dwelling_id"], ids)
    same = mine & (scenarios["bundle"] == bundle_code)
    have = dict(zip(scenarios["dwelling_id"][same].tolist(), scenarios["id"][same].tolist(), strict=True))
    works = writer.columns("works", ("scenario_id", "work", "done_by"))
    old = np.isin(works["scenario_id"], scenarios["id"][same])
    before = zip(*(works[name][old].tolist() for name in ("scenario_id", "work", "done_by")), strict=True)
    builders = {(scenario, work): builder for scenario, work, builder in before}
    writer.delete("works", works["id"][old].tolist())
    if choose:
        _choose(writer, scenarios, mine, bundle_code)
    name = package.label
    new = [int(home) for home in ids if int(home) not in have]
    record = {"name": name, "bundle": bundle_code, "chosen": int(choose)}
    have |= dict(zip(new, writer.insert("scenario", [{"dwelling_id": home, **record} for home in new]), strict=True))
    scenario_ids = [have[int(home)] for home in ids]
    if done_by is not None:
        builders = {(scenario, work): mode for scenario in scenario_ids for work, mode in done_by.items()}
    writer.insert("works", _works(renovation, scenario_ids, prices, builders))
    replace_estimates(writer, estimate_rows(renovation.estimate, ids, on), scenario_ids)


def _choose(writer: Writer, scenarios: Mapping[str, Any], mine: Any, bundle_code: str) -> None:
    """The scenarios of this bundle become the chosen ones of their homes."""
    wanted = (scenarios["bundle"] == bundle_code).astype(int)
    rows = np.flatnonzero(mine & (scenarios["chosen"] != wanted))
    writer.update_columns(
        "scenario",
        scenarios["id"][rows].tolist(),
        scenarios["version"][rows].tolist(),
        {"chosen": wanted[rows].tolist()},
    )


def _works(
    renovation: Renovation,
    scenario_ids: Sequence[int],
    prices: Mapping[str, Price],
    builders: Mapping[tuple[int, str], str],
) -> list[dict[str, Any]]:
    rows = []
    for at, scenario_id in enumerate(scenario_ids):
        for code, takeoff in renovation.takeoffs[at].items():
            cost = renovation.costs[code]
            rows.append(
                {
                    "scenario_id": scenario_id,
                    "work": code,
                    "lot": entry(code).work.lot,
                    "quantity": takeoff.quantity,
                    "unit": takeoff.unit,
                    "cost_low_eur_ht": float(cost.low_eur_ht[at]),
                    "cost_typical_eur_ht": float(cost.typical_eur_ht[at]),
                    "cost_high_eur_ht": float(cost.high_eur_ht[at]),
                    "takeoff": takeoff_to_json(takeoff),
                    "done_by": builders.get((scenario_id, code), ""),
                    "prices": price_to_json(prices[entry(code).work.price]),
                }
            )
    return rows


def _report(batches: Sequence[tuple[Ids, Renovation]], change: Change) -> ComposeReport:
    homes = sum(len(ids) for ids, _found in batches)
    refused = with_works = 0
    for _ids, found in batches:
        some = np.array([bool(takeoffs) for takeoffs in found.takeoffs])
        bad = np.zeros(len(some), dtype=bool)
        bad[[refusal.dwelling for refusal in found.estimate.refusals]] = True
        with_works += int(some.sum())
        refused += int((some & bad).sum())
    low, typical, high = (
        sum(float(np.nansum(getattr(found.total, f"{bound}_eur_ht"))) for _ids, found in batches) for bound in BOUNDS
    )
    return ComposeReport(homes, with_works, refused, low, typical, high, change)
