"""Employment: jobs that the works sustain, work on site, and the part of it that firms from nearby do."""

from typing import TYPE_CHECKING

import numpy as np

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.town import town_rules
from rehab_app.domain.town_dossier import Chapter, Indicator
from rehab_app.services.firm_facts import firm_facts
from rehab_app.services.neighbourhood import Neighbourhood, totals
from rehab_app.works.catalogue import entries
from rehab_app.works.costs import prices
from rehab_app.works.self_build import rules as labour_rules

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

# Direct jobs of a year (full time) for a million euros of energy renovation of homes: 205 000 to 218 000 for 30.6 G€,
# making and selling of the equipment included (ADEME, marchés et emplois, residential buildings, 2017).
JOBS_PER_MILLION_EUR = (6.7, 7.1)
HOURS_A_YEAR = 1_607  # legal length of the working year (Code du travail, art. L3121-41)
LOCAL_KM = 30.0  # as the crow flies; an assumption of the application, the town enters its own


def employment(project: "Project", homes: Neighbourhood) -> Chapter:
    """Jobs in France, work on site, and what firms from nearby do of it."""
    return Chapter(_("Employment"), (_jobs(homes), _site_jobs(project, homes), *_nearby(project)))


def _jobs(homes: Neighbourhood) -> Indicator:
    """Jobs that the works chosen sustain, from the national ratio."""
    found = totals(homes)
    low, high = JOBS_PER_MILLION_EUR
    return Indicator(
        _("Jobs sustained, in France"),
        found.works_low_eur_ht / 1e6 * low if found.composed else None,
        found.works_high_eur_ht / 1e6 * high if found.composed else None,
        _("full-time years"), _("works chosen before tax, M€ × 6.7 to 7.1 direct jobs, products included"),
        _("ADEME, homes, year 2017"), 0, found.composed, found.homes,
    )  # fmt: skip


def _site_jobs(project: "Project", homes: Neighbourhood) -> Indicator:
    """Hours of the firms on site, from the labour in the prices of the works chosen."""
    scenarios = project.columns("scenario", ("chosen",))
    names = ("scenario_id", "work", "cost_low_eur_ht", "cost_high_eur_ht")
    rows = project.columns("works", names)
    chosen = np.isin(rows["scenario_id"], scenarios["id"][scenarios["chosen"] == 1])
    works = rows["work"].astype(str)
    share = np.zeros(len(works))
    for code, item in entries().items():
        share[works == code] = prices()[item.work.price].labour_share
    eur_hour = float(labour_rules()["firm_eur_per_hour"])
    low, high = (
        float((np.nan_to_num(rows[name]) * share)[chosen].sum()) / eur_hour / HOURS_A_YEAR for name in names[2:]
    )
    found = totals(homes)
    formula = _("works chosen × share of labour ÷ {rate}/h before tax ÷ {hours} h a year").format(
        rate=figure(eur_hour, "€"), hours=figure(HOURS_A_YEAR)
    )
    return Indicator(
        _("Jobs on site"), low if found.composed else None, high if found.composed else None, _("full-time years"),
        formula, _("price library; Code du travail, art. L3121-41; rate assumed"), 1, found.composed, found.homes,
    )  # fmt: skip


def _nearby(project: "Project") -> tuple[Indicator, ...]:
    """Share of firms within the radius in what is planned and in what is invoiced; firms of unknown place apart."""
    radius = town_rules(project.neighbourhood()["rules"]).local_km
    km = LOCAL_KM if radius is None else radius
    firms = project.columns("firm", ("latitude_deg",))
    distance = dict.fromkeys(firms["id"].tolist(), float("nan"))
    if np.isfinite(firms["latitude_deg"]).any():  # all footprints are read for the middle of the neighbourhood
        distance |= {firm.firm_id: firm.distance_km for firm in firm_facts(project)}
    near = [firm for firm, away in distance.items() if away <= km]
    placed = [firm for firm, away in distance.items() if away == away]
    where = _("{count} firms of {all} have a place on the map").format(
        count=figure(len(placed)), all=figure(len(distance))
    )
    assumed = _("assumption of the application") if radius is None else _("rules of the town")
    source = _("{source}; {where}; radius: {radius}")
    formulas = (
        ("calendar_entry", "work_days", _("Site days by local firms"), _("calendar"),
         _("crew-days of the firms within {km} ÷ crew-days of all firms whose place is known")),
        ("invoice", "amount_eur_ht", _("Invoiced by local firms"), _("invoices"),
         _("euros before tax invoiced by the firms within {km} ÷ by all firms whose place is known")),
    )  # fmt: skip
    found = []
    for table, column, name, told, formula in formulas:
        rows = project.columns(table, ("firm_id", column))
        amount = np.nan_to_num(rows[column])
        part, whole = (float(amount[np.isin(rows["firm_id"], some)].sum()) for some in (near, placed))
        found.append(
            Indicator(
                name, 100 * part / whole if whole else None, None, "%", formula.format(km=figure(km, "km")),
                source.format(source=told, where=where, radius=assumed),
            )
        )  # fmt: skip
    return tuple(found)
