"""What a neighbourhood's figures are worth: labels beside the official ones, prices beside quotes, sources."""

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.format import UNKNOWN, day, figure, percent
from rehab_app.core.i18n import _, from_french
from rehab_app.core.version import app_version
from rehab_app.domain.town_dossier import LABELS, Agreement, AskedPrice, Origin
from rehab_app.services.neighbourhood import Neighbourhood
from rehab_app.storage.project import Project
from rehab_app.works.bills import relation
from rehab_app.works.catalogue import entries
from rehab_app.works.costs import prices


def agreement(project: Project, homes: Neighbourhood) -> Agreement | None:
    """Labels and primary energy of ours beside the official ones; None when no home has both."""
    ours, official = homes.columns["label"].astype(str), homes.columns["official_label"].astype(str)
    both = np.isin(ours, list(LABELS)) & np.isin(official, list(LABELS))
    if not both.any():
        return None
    counts = [[int((both & (official == row) & (ours == column)).sum()) for column in LABELS] for row in LABELS]
    filed = project.columns("reference_result", ("dwelling_id", "ep_conso_5_usages_m2"))
    energy = np.full(len(homes), np.nan)
    place = [homes.position[home] for home in filed["dwelling_id"].tolist()]
    energy[place] = filed["ep_conso_5_usages_m2"]
    gaps = np.abs(homes.columns["primary_kwh_m2"] / energy - 1)[both & (energy > 0)]
    gaps = gaps[np.isfinite(gaps)]
    return Agreement(tuple(map(tuple, counts)), float(np.median(gaps)) if len(gaps) else None)


def asked_prices(project: Project) -> tuple[AskedPrice, ...]:
    """Unit prices of the quotes recorded beside the library's, by work, in the order of the catalogue."""
    asked: dict[str, list[float]] = {}
    for row in project.rows("quote"):
        if row["unit_price_eur_ht"] is not None and row["work"] in entries():
            asked.setdefault(row["work"], []).append(row["unit_price_eur_ht"])
    found = []
    for code, item in entries().items():
        if code in asked:
            values, price = np.array(asked[code]), prices()[item.work.price]
            within = int(((values >= price.low) & (values <= price.high)).sum())
            low, median, high = float(values.min()), float(np.median(values)), float(values.max())
            found.append(
                AskedPrice(
                    _(item.work.label), item.work.unit, len(values), within, low, median, high,
                    price.low, price.typical, price.high, price.year,
                )
            )  # fmt: skip
    return tuple(found)


def origins(project: Project) -> tuple[Origin, ...]:
    """Method, prices, aids and data with their versions and dates."""
    estimates = project.columns("estimate", ("parameters_on", "engine_version", "state"))
    done = estimates["state"] == "done"
    dates = estimates["parameters_on"][done]
    dates = dates[~np.isnat(dates)]
    engines = ", ".join(sorted(set(estimates["engine_version"][done].tolist()) - {""}))
    used = [row["prices"] for row in project.rows("works") if row["prices"]]
    years = sorted({int(price["year"]) for price in used})
    assumed = sum(bool(price.get("assumption")) for price in used)
    official = project.columns("reference_result", ("assessed_on", "classe_bilan_dpe"))
    filed = official["assessed_on"][np.isin(official["classe_bilan_dpe"].astype(str), list(LABELS))]
    filed = filed[~np.isnat(filed)]
    return (
        Origin(
            _("Energy, emissions, labels"),
            _("method 3CL-DPE 2021, order of 31 March 2021; conventional use, not bills"),
            _("parameters {dates}, engine {engine}").format(dates=between(dates), engine=engines or "–"),
        ),
        Origin(
            _("Official labels"), _("DPE filed with ADEME, imported in the project"),
            _("{count} files, {dates}").format(count=len(filed), dates=between(filed)),
        ),
        Origin(
            _("Prices of works"), _("library of the application, local quotes where there are any"),
            _("prices of {years}; {assumed} lines of {lines} are assumptions").format(
                years=f"{years[0]}–{years[-1]}" if years else "–", assumed=assumed, lines=len(used)
            ),
        ),
        Origin(
            _("Aids and taxes"), _("national rules and rules of the town, at the date of the report"),
            _("application {version}").format(version=app_version()),
        ),
        Origin(
            _("Map"), _("footprints of the project, imported from the town’s or the State’s open data"),
            _("{count} buildings").format(count=len(project.columns("building", ("street_id",))["id"])),
        ),
        *_real_origins(project),
    )  # fmt: skip


def _real_origins(project: Project) -> tuple[Origin, ...]:
    """Quotes, invoices, bills and weather; what is usually seen; jobs."""
    counts = {table: len(project.columns(table, ())["id"]) for table in ("quote", "invoice", "bill", "acceptance")}
    periods = project.rows("degree_days")
    stations = ", ".join(dict.fromkeys(str(row["source"]) for row in periods))
    words, seen = _("{quotes} quotes, {invoices} invoices"), relation()["range"]
    low, high = seen["saving"]
    return (
        Origin(
            _("Real costs"), _("quotes and invoices recorded in the project, before tax"),
            words.format(quotes=figure(counts["quote"]), invoices=figure(counts["invoice"])),
        ),
        Origin(
            _("Bills after works"),
            _("bills of the households, brought to a year; heating × normal ÷ real degree days"),
            _("{bills} bills, {accepted} homes accepted; degree days: {source}").format(
                bills=figure(counts["bill"]), accepted=figure(counts["acceptance"]), source=stations or UNKNOWN
            ),
        ),
        Origin(
            _("Saving usually seen on bills"), from_french(str(seen["source"])),
            _("{low} to {high} of the label’s saving").format(low=percent(low), high=percent(high)),
        ),
        Origin(
            _("Jobs"), _("ADEME, markets and jobs of energy renovation of homes; labour in the prices of works"),
            _("year 2017"),
        ),
    )  # fmt: skip


def between(dates: NDArray[np.datetime64]) -> str:
    """`12 mars 2026`, or from the first to the last."""
    if not len(dates):
        return "–"
    first, last = dates.min().astype(object), dates.max().astype(object)
    return day(first) if first == last else f"{day(first)} – {day(last)}"
