"""Indicators of a neighbourhood, each with its formula and its source."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np

from rehab_app.core.i18n import _
from rehab_app.domain.town_dossier import Chapter, Indicator
from rehab_app.services.bundling import homes_money
from rehab_app.services.home_money import Choice
from rehab_app.services.money import Money, Terms
from rehab_app.services.neighbourhood import Neighbourhood, totals
from rehab_app.services.town_after import After
from rehab_app.storage.project import Project
from rehab_app.works.catalogue import entries

_METHOD = "3CL-DPE 2021"
_LABELS = "ABCDEFG"


def chapters(project: Project, homes: Neighbourhood, after: After, on: datetime.date) -> tuple[Chapter, ...]:
    """All indicators, by chapter."""
    return (
        Chapter(_("The homes"), _stock(homes)),
        Chapter(_("Energy and emissions"), _energy(homes, after)),
        Chapter(_("Works and money"), (*_works(project, homes), *_money(project, homes, on))),
        Chapter(_("Groups and firms"), _together(project, homes)),
    )


def _stock(homes: Neighbourhood) -> tuple[Indicator, ...]:
    found = totals(homes)
    official = int((homes.columns["official_label"] != "").sum())
    project = _("project")
    return (
        Indicator(_("Homes"), found.homes, None, "", _("count of the homes recorded"), project),
        Indicator(_("Homes with an estimate"), found.estimated, None, "", _("homes with a label of ours"), project),
        Indicator(_("Homes with an official DPE"), official, None, "", _("homes with an official label"), _("ADEME")),
        Indicator(
            _("Homes labelled F or G"), _share(found.poor, found.estimated), None, "%",
            _("homes labelled F or G ÷ homes estimated"), _METHOD, 0, found.estimated, found.homes,
        ),
    )  # fmt: skip


def _energy(homes: Neighbourhood, after: After) -> tuple[Indicator, ...]:
    found, size = totals(homes), len(homes)
    both = np.isfinite(after.saved_kwh)
    count, before = int(both.sum()), homes.columns["final_kwh"][both]
    saved, avoided = float(np.nansum(after.saved_kwh)), float(np.nansum(after.avoided_kg))
    left = np.isin(homes.columns["label"].astype(str), list("FG")) & both
    gone = left & ~np.isin(homes.columns["label_after"].astype(str), list("FG"))
    final = _("conventional final energy, five uses, summed over the homes estimated")
    return (
        Indicator(
            _("Energy today"), found.final_kwh / 1e6, None, _("GWh/year"), final, _METHOD, 2, found.estimated, size,
        ),
        Indicator(
            _("Emissions today"), found.emissions_kg / 1000, None, _("t CO₂/year"),
            _("conventional emissions, five uses, summed over the homes estimated"), _METHOD, 0, found.estimated, size,
        ),
        Indicator(
            _("Energy saved by the works chosen"), saved / 1e6, None, _("GWh/year"),
            _("energy today − energy after, over the homes known on both sides"), _METHOD, 2, count, size,
        ),
        Indicator(
            _("Of their energy today"), _share(saved, float(before.sum())), None, "%",
            _("energy saved ÷ energy today of the same homes"), _METHOD, 0, count, size,
        ),
        Indicator(
            _("Emissions avoided by the works chosen"), avoided / 1000, None, _("t CO₂/year"),
            _("emissions today − emissions after, over the homes known on both sides"), _METHOD, 0, count, size,
        ),
        Indicator(
            _("Homes that leave the labels F and G"), int(gone.sum()), None, "",
            _("homes F or G today that are neither after the works"), _METHOD, 0, int(left.sum()), found.poor,
        ),
    )  # fmt: skip


def _works(project: Project, homes: Neighbourhood) -> tuple[Indicator, ...]:
    found = totals(homes)
    known, biosourced = _insulation(project)
    return (
        Indicator(
            _("Works chosen, before tax"), found.works_low_eur_ht, found.works_high_eur_ht, "€",
            _("sum of the works of the scenario chosen, low and high prices"), _("price library and local quotes"), 0,
            found.composed, found.homes,
        ),
        Indicator(
            _("Share of biosourced insulation"), _share(biosourced, known), None, "%",
            _("insulation and windows of biosourced material ÷ all of them, at usual prices before tax"),
            _("catalogue of works"), 0, found.composed, found.homes,
        ),
    )  # fmt: skip


def _insulation(project: Project) -> tuple[float, float]:
    """Usual cost of insulation and windows chosen, and of the biosourced part of it, euros before tax."""
    scenarios = project.columns("scenario", ("chosen",))
    rows = project.columns("works", ("scenario_id", "work", "cost_typical_eur_ht"))
    chosen = np.isin(rows["scenario_id"], scenarios["id"][scenarios["chosen"] == 1])
    materials = [code for code, item in entries().items() if item.effect.kind in ("insulate", "window")]
    grown = [code for code in materials if entries()[code].biosourced]
    works, costs = rows["work"].astype(str), np.nan_to_num(rows["cost_typical_eur_ht"])
    whole, part = (float(costs[chosen & np.isin(works, codes)].sum()) for codes in (materials, grown))
    return whole, part


def _money(project: Project, homes: Neighbourhood, on: datetime.date) -> tuple[Indicator, ...]:
    """Costs with tax and aids of the works chosen, each home with its own, in one pass a bundle."""
    sums: dict[str, float] = defaultdict(float)
    counted = 0
    for found in _passes(project, on):
        known = np.isfinite(found.left_eur["typical"]) & (found.ttc_eur["typical"] > 0)
        counted += int(known.sum())
        for name, column in (
            ("low", found.ttc_eur["low"]), ("high", found.ttc_eur["high"]), ("aids", found.aids_eur["typical"]),
            ("left_low", found.left_eur["low"]), ("left_high", found.left_eur["high"]),
            ("ampleur", found.ways.by_ampleur & (found.aids_eur["typical"] > 0)),
        ):  # fmt: skip
            sums[name] += float(np.asarray(column)[known].sum())
    rules, size = _("rules of the aids at the date of the report"), len(homes)
    prices = _("price library and local quotes")
    return (
        Indicator(
            _("Works chosen, with tax"), sums["low"], sums["high"], "€", _("works before tax + tax of each work"),
            prices, 0, counted, size,
        ),
        Indicator(
            _("Aids"), sums["aids"], None, "€",
            _("aids of the better way of each home, at usual prices; incomes not recorded count in the highest class"),
            rules, 0, counted, size,
        ),
        Indicator(
            _("Left to pay"), min(sums["left_low"], sums["left_high"]), max(sums["left_low"], sums["left_high"]), "€",
            _("works with tax + adviser’s bill − aids, low and high prices"), rules, 0, counted, size,
        ),
        Indicator(
            _("Homes helped as whole renovations"), int(sums["ampleur"]), None, "",
            _("homes whose better way is the rénovation d’ampleur"), rules, 0, counted, size,
        ),
    )  # fmt: skip


def _passes(project: Project, on: datetime.date) -> Iterator[Money]:
    """Plans of all homes with the works they chose: homes of a bundle together, the others by their own works."""
    packages = _chosen(project)
    for package, choices in list(packages.items()):
        ids = np.array(list(choices), dtype=np.int64)
        found = homes_money(project, ids, [package], Terms(on))
        done = np.array([found.found.quantities[work] > 0 for work in package])
        wanted = np.array([[work in choice.works for choice in choices.values()] for work in package])
        as_chosen = (done == wanted).all(axis=0)
        if as_chosen.all():
            yield found
            continue
        # A work of the bundle was left out by hand in some homes: these are reckoned with their own works.
        if as_chosen.any():
            yield homes_money(project, ids[as_chosen], [package], Terms(on))
        for home in ids[~as_chosen].tolist():
            yield homes_money(project, np.array([home]), [choices[home].works], Terms(on))


def _chosen(project: Project) -> dict[tuple[str, ...], dict[int, Choice]]:
    """What each home chose, by package of works; homes without works or with one of no catalogue are left out."""
    works: dict[int, list[Any]] = defaultdict(list)
    rows = project.columns("works", ("scenario_id", "work", "quantity"))
    for scenario, work, quantity in zip(*(rows[n].tolist() for n in ("scenario_id", "work", "quantity")), strict=True):
        works[scenario].append((work, quantity))
    packages: dict[tuple[str, ...], dict[int, Choice]] = defaultdict(dict)
    scenarios = project.columns("scenario", ("dwelling_id", "bundle", "chosen"))
    columns = (scenarios[name].tolist() for name in ("id", "dwelling_id", "bundle", "chosen"))
    for scenario, home, code, chosen in zip(*columns, strict=True):
        if chosen == 1 and works[scenario]:
            choice = Choice(scenario, code, tuple(works[scenario]))
            if choice.known:
                packages[choice.package][home] = choice
    return packages


def _together(project: Project, homes: Neighbourhood) -> tuple[Indicator, ...]:
    grouped = int((homes.columns["group"] != "").sum())
    groups = project.rows("owner_group")
    savings = [r["values"]["saving"] for row in groups for r in row["reasons"] or () if r["reason"] == "saving"]
    entries_ = project.columns("calendar_entry", ("work_days", "firm_id"))
    days = float(np.nansum(entries_["work_days"]))
    firms = len(set(entries_["firm_id"].tolist()) - {-1})
    return (
        Indicator(_("Groups"), len(groups), None, "", _("groups of owners recorded"), _("project")),
        Indicator(
            _("Homes in a group"), grouped, None, "", _("members that have not withdrawn"), _("project"), 0, grouped,
            len(homes),
        ),
        Indicator(
            _("Saved by working together, before tax"), sum(low for low, _high in savings),
            sum(high for _low, high in savings), "€",
            _("scaffold, site and purchase shared, at assumed rates, summed over the groups proposed"),
            _("assumption of the application"),
        ),
        Indicator(_("Firms in the calendar"), firms, None, "", _("firms with a date"), _("calendar")),
        Indicator(
            _("Work on site"), days, None, _("crew-days"), _("working days of one crew, summed over the calendar"),
            _("calendar, crew rates of the application"),
        ),
    )  # fmt: skip


def _share(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None
