"""Indicators of a neighbourhood, each with its formula and its source."""

import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.town_dossier import FEWEST_HOMES, Chapter, Indicator
from rehab_app.services.neighbourhood import Neighbourhood, totals
from rehab_app.services.town_after import After
from rehab_app.services.town_checks import between
from rehab_app.services.town_local import employment
from rehab_app.services.town_money import town_money
from rehab_app.storage.project import Project
from rehab_app.works.catalogue import entries

_METHOD = "3CL-DPE 2021"
Column = NDArray[Any]


def chapters(
    project: Project, homes: Neighbourhood, after: After, on: datetime.date, progress: Progress
) -> tuple[Chapter, ...]:
    """All indicators, by chapter.

    Raises:
        RehabError: a rule of the town cannot be read.
    """
    return (
        Chapter(_("The homes"), _stock(homes)),
        Chapter(_("Energy and emissions"), _energy(homes, after)),
        Chapter(_("Works and money"), (*_works(project, homes), *_money(project, homes, on, progress))),
        Chapter(_("Groups and firms"), _together(project, homes)),
        employment(project, homes),
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
            _("works of the scenario chosen, low and high prices of the day they were composed"), _prices(project), 0,
            found.composed, found.homes,
        ),
        Indicator(
            _("Share of biosourced insulation"), _share(biosourced, known), None, "%",
            _("insulation and windows of biosourced material ÷ all of them, at usual prices before tax"),
            _("catalogue of works"), 0, found.composed, found.homes,
        ),
    )  # fmt: skip


def _prices(project: Project) -> str:
    """Source of the prices kept with the works chosen, with the days they are of."""
    scenarios = project.columns("scenario", ("chosen",))
    rows = project.columns("estimate", ("scenario_id", "parameters_on"))
    days = rows["parameters_on"][np.isin(rows["scenario_id"], scenarios["id"][scenarios["chosen"] == 1])]
    days = days[~np.isnat(days)]
    return _("price library and local quotes, works composed: {days}").format(days=between(days))


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


def _money(project: Project, homes: Neighbourhood, on: datetime.date, progress: Progress) -> tuple[Indicator, ...]:
    """Costs with tax, aids and bills of the works chosen, each home with its own."""
    found = town_money(project, on, progress)
    known = np.isfinite(found.left_eur) & (found.ttc_eur > 0)
    counted, size = int(known.sum()), len(homes)

    def total(column: Column) -> float:
        return float(column[known].sum())

    rules = _("rules of the aids at the date of the report")
    left = sorted((total(found.left_low_eur), total(found.left_high_eur)))
    billed = known & np.isfinite(found.saved_low_eur) & np.isfinite(found.saved_high_eur)
    hidden = counted < FEWEST_HOMES  # the aids of a home tell its income, and so does what is left to pay
    bills = int(billed.sum()) >= FEWEST_HOMES
    return (
        Indicator(
            _("Works chosen, with tax"), total(found.ttc_low_eur), total(found.ttc_high_eur), "€",
            _(
                "the same works at the same prices, less what households do with their own hands, + tax of each work "
                "at the date of the report"
            ),
            _prices(project), 0, counted, size,
        ),
        Indicator(
            _("Aids"), None if hidden else total(found.aids_eur), None, "€",
            _(
                "aids of the better way of each home, at usual prices; incomes not recorded count in the highest "
                "class; shown from three homes on"
            ),
            rules, 0, counted, size,
        ),
        Indicator(
            _("Left to pay"), None if hidden else left[0], None if hidden else left[1], "€",
            _("works with tax + adviser’s bill − aids, low and high prices; shown from three homes on"), rules, 0,
            counted, size,
        ),
        Indicator(
            _("Homes helped as whole renovations"), None if hidden else int(found.by_ampleur[known].sum()), None, "",
            _("homes whose better way is the rénovation d’ampleur"), rules, 0, counted, size,
        ),
        Indicator(
            _("Saved on the bills, expected"),
            float(found.saved_low_eur[billed].sum()) if bills else None,
            float(found.saved_high_eur[billed].sum()) if bills else None,
            _("€/year"),
            _("bill to expect today − bill to expect after, least and most of each home; never the label’s saving"),
            _("published relations between label, income and bills; bills of the households where brought"), 0,
            int(billed.sum()), size,
        ),
    )  # fmt: skip


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
