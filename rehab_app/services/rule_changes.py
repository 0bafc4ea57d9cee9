"""Rules to come and what they would change for one home and its bundle: file before, or wait."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rehab_app.aids.ways import Ways, ways
from rehab_app.core.format import day, euros
from rehab_app.core.i18n import _
from rehab_app.domain.financing import cents
from rehab_app.domain.table import Table, concatenate
from rehab_app.domain.town import LABELS
from rehab_app.energy.estimate import estimate
from rehab_app.energy.tables import sheet
from rehab_app.services.aid_lines import next_rules
from rehab_app.services.money import Money
from rehab_app.services.situations import label_numbers

_AHEAD = datetime.timedelta(days=500)
# A DPE is asked for par geste from that day on, and F and G houses leave it (décret n° 2026-822).
_GESTE_LABEL_FROM = datetime.date(2028, 1, 1)
_POOR = "FG"


@dataclass(frozen=True, slots=True)
class Coming:
    """Labels (1 is A) on a day to come: of homes as they stand by position, and after the works of places of a pass."""

    before: Mapping[int, int]
    after: Mapping[int, int]


def labels_to_come(found: Money, places: Sequence[int], homes: Sequence[int]) -> dict[datetime.date, Coming]:
    """For each change of rules known to come within some sixteen months, the labels of homes then, in one pass."""
    many = concatenate([found.found.stock.take(list(homes)), found.found.after.take(list(places))])
    coming = {}
    for date in _dates(found.terms.on):
        labels = label_numbers(estimate(many, date).totals["classe_bilan_dpe"]).tolist()
        before, after = labels[: len(homes)], labels[len(homes) :]
        coming[date] = Coming(dict(zip(homes, before, strict=True)), dict(zip(places, after, strict=True)))
    return coming


def rule_changes(found: Money, at: int, home: int, coming: Mapping[datetime.date, Coming]) -> Iterator[str]:
    """Sentences about each change known to come that takes something away."""
    row = found.situations.take(np.array([at]))
    now = _ways(found, row, at, found.terms.on)
    before = str(found.found.before.totals["classe_bilan_dpe"][home])
    for date, labels in coming.items():
        label_then = labels.before[home]
        then = row.replace(
            label_before=np.array([label_then], dtype=row["label_before"].dtype),
            label_after=np.array([labels.after[at]], dtype=row["label_after"].dtype),
        )
        later = _ways(found, then, at, date)
        label = LABELS[label_then - 1] if label_then > 0 else ""
        if label and label != before:
            yield _("From {date}, {why}: this home becomes {label} instead of {before}.").format(
                date=day(date), why=_("electricity counts less in the label"), label=label, before=before
            )
        more = cents(_net(now) - _net(later))
        if more > 1:
            words = _(
                "File before {date}: later, {more} more would be left to pay ({later} of aids instead of {today})."
            )
            yield words.format(date=day(date), more=euros(more), later=euros(_given(later)), today=euros(_given(now)))
    if before in set(_POOR) and not found.ways.by_ampleur[at] and _sum_gestes(found, at) > 0:
        yield _("Label {label}: par geste only until {date}, a DPE being asked from then on.").format(
            label=before, date=day(_GESTE_LABEL_FROM - datetime.timedelta(days=1))
        )


def _dates(on: datetime.date) -> list[datetime.date]:
    factors = [datetime.date.fromisoformat(text) for text in sheet("primary_energy_factors").texts("from_date")]
    return sorted({date for date in (*next_rules(on), *factors) if on < date <= on + _AHEAD})


def _ways(found: Money, row: Table, at: int, date: datetime.date) -> Ways:
    spent = {work: line.ttc_eur["typical"][at : at + 1] for work, line in found.lines.items() if line.by_firm}
    tenure = found.households.tenure[at % found.found.homes]
    return ways(row, np.array([tenure], dtype=object), spent, found.town, date)


def _net(both: Ways) -> float:
    """Aids of the better way, the adviser's bill taken off where it asks for one."""
    return cents(max(float(both.ampleur_net_eur[0]), float(both.geste_eur[0])))


def _given(both: Ways) -> float:
    """Aids of the better way, as its lines add up."""
    return cents(float((both.ampleur_eur if both.by_ampleur[0] else both.geste_eur)[0]))


def _sum_gestes(found: Money, at: int) -> float:
    return float(found.ways.gestes.total_eur[at])
