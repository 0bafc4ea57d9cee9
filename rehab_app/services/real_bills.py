"""Bills after works: what homes buy once their works are accepted, beside before and beside the label's figures.

Three figures that are never mixed: what the label counts before and after; what was bought before and after, brought
to a year of normal weather; the saving on bills that renovated homes have been seen to make.
"""

import datetime
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.billing import Bill, DegreeDays
from rehab_app.domain.change import Change
from rehab_app.domain.codes import BILL_ENERGIES
from rehab_app.domain.town import town_rules
from rehab_app.domain.town_dossier import FEWEST_HOMES, RealUse
from rehab_app.services.bills import ENERGY_IDS, weather_of
from rehab_app.services.composing import surroundings, with_town
from rehab_app.services.town_money import chosen_works
from rehab_app.survey.billing import yearly_uses
from rehab_app.works.bills import consumption_by_energy, relation
from rehab_app.works.evaluate import evaluate_own

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_ACCEPTED = "accepted"  # code of `codes.STAGES`


@dataclass(frozen=True, slots=True)
class BoughtYear:
    """All energies of a home in a usual year: kWh low, central, high; euros where every bill has its cost."""

    kwh: tuple[float, float, float]
    cost_eur: float | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class HomeUse:
    """A home whose works are accepted.

    Attributes:
        label_before_kwh, label_after_kwh: conventional, five uses; NaN when the state cannot be estimated.
        before, after: bought; None while the bills of an energy do not make a year.
        problem: why there is no comparison yet, "" when there is one.
    """

    home_id: int
    address: str
    began_on: datetime.date
    accepted_on: datetime.date
    label_before_kwh: float
    label_after_kwh: float
    before: BoughtYear | None
    after: BoughtYear | None
    problem: str

    @property
    def saved_kwh(self) -> float | None:
        """Bought before less bought after, in a usual year."""
        return self.before.kwh[1] - self.after.kwh[1] if self.before and self.after else None

    @property
    def expected_kwh(self) -> tuple[float, float]:
        """Saving on bills to expect: the parts of the label's saving that renovated homes have been seen to make."""
        low, high = (share * (self.label_before_kwh - self.label_after_kwh) for share in relation()["range"]["saving"])
        return min(low, high), max(low, high)


def accept_works(
    project: "Project", who: str, dwelling_id: int, began_on: datetime.date, accepted_on: datetime.date, note: str = ""
) -> Change:
    """Keep the real days of the works of a home, in place of those kept before; it goes to the stage "accepted".

    Raises:
        RehabError: they are accepted before they begin, or the home has gone.
    """
    if accepted_on < began_on:
        raise RehabError(_("The works are accepted before they begin."), "accepted_on", _("Check the two days."))
    values = {"began_on": began_on, "accepted_on": accepted_on, "note": note}
    homes, rows = project.rows("dwelling", id=dwelling_id), project.rows("acceptance", dwelling_id=dwelling_id)
    if not homes:
        raise RehabError(_("This home is not in the project any more."), "dwelling_id")
    with project.write(who, _("Works accepted")) as writer:
        if homes[0]["stage"] != _ACCEPTED:
            writer.update("dwelling", dwelling_id, homes[0]["version"], {"stage": _ACCEPTED})
        if rows:
            writer.update("acceptance", rows[-1]["id"], rows[-1]["version"], values)
        else:
            writer.insert("acceptance", [{"dwelling_id": dwelling_id, **values}])
    return writer.change


def planned_days(project: "Project", dwelling_id: int) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day of a home: those accepted, else those of the calendar; None where neither is known."""
    rows = project.rows("acceptance", dwelling_id=dwelling_id)
    if rows:
        return rows[-1]["began_on"], rows[-1]["accepted_on"]
    entries = project.rows("calendar_entry", dwelling_id=dwelling_id)
    starts = [row["starts_on"] for row in entries if row["starts_on"]]
    ends = [row["ends_on"] for row in entries if row["ends_on"]]
    return min(starts, default=None), max(ends, default=None)


def drop_weather(project: "Project", who: str, row_id: int) -> Change:
    """Take the degree days of a period back."""
    with project.write(who, _("Remove degree days")) as writer:
        writer.delete("degree_days", [row_id])
    return writer.change


def real_uses(project: "Project", on: datetime.date, progress: Progress) -> list[HomeUse]:
    """Homes whose works are accepted, in the order of their acceptance; their labels in one pass.

    Args:
        project: the project.
        on: date of the parameters of the estimates.
        progress: told each part.
    """
    accepted = {row["dwelling_id"]: row for row in project.rows("acceptance") if row["began_on"] and row["accepted_on"]}
    if not accepted:
        return []
    progress.step(0, 2, _("Reading the bills after works"))
    ids = np.array(sorted(accepted), dtype=np.int64)
    before, after = _labels(project, ids, on)
    progress.step(1, 2, _("Comparing with the label"))
    names = {row["id"]: row["address"] for row in project.rows("dwelling", id=ids.tolist())}
    bills, weather = _bills(project, ids), weather_of(project)
    found = []
    for at, home in enumerate(ids.tolist()):
        row = accepted[home]
        address = names.get(home) or _("Home {id}").format(id=home)
        found.append(_use(address, row, before[at], after[at], bills.get(home, ()), weather))
    return sorted(found, key=lambda use: use.accepted_on)


def _labels(project: "Project", ids: Any, on: datetime.date) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Conventional kWh of each home before and after its works: by energy, and the part of each that heats."""
    stock, _ids = project.stock(ids)
    around = with_town(surroundings(project, ids), town_rules(project.neighbourhood()["rules"]))
    chosen = chosen_works(project)
    flags = {
        work: np.isin(ids, chosen.ids[chosen.home[chosen.work == work]]) for work in np.unique(chosen.work).tolist()
    }
    found = evaluate_own(stock, around, {work: homes for work, homes in flags.items() if homes.any()}, on)
    composed = np.isin(ids, chosen.ids)
    states = []
    for state, estimate, known in (
        (stock, found.before, np.ones(len(ids), dtype=bool)),
        (found.after, found.result, composed),
    ):
        known = known & np.isfinite(estimate.totals["conso_5_usages"])
        states.append(
            [
                _by_energy(block, sure)
                for block, sure in zip(consumption_by_energy(state, estimate), known.tolist(), strict=True)
            ]
        )
    return states[0], states[1]


def _by_energy(blocks: Any, known: bool) -> Mapping[str, Any]:
    """`kwh` by energy and `heating`, the part of each that heats; nothing when the state is not known."""
    if not known:
        return {"kwh": {}, "heating": {}}
    kwh, heat = ({code: float(block[list(ids)].sum()) for code, ids in ENERGY_IDS.items()} for block in blocks)
    used = {code: amount for code, amount in kwh.items() if amount > 0}
    return {"kwh": used, "heating": {code: heat[code] / amount for code, amount in used.items()}}


def _bills(project: "Project", ids: Any) -> dict[int, list[Bill]]:
    wanted = set(ids.tolist())
    found: dict[int, list[Bill]] = {}
    for row in project.rows("bill"):
        if row["dwelling_id"] in wanted and row["starts_on"] and row["ends_on"] and row["quantity"] is not None:
            found.setdefault(row["dwelling_id"], []).append(
                Bill(row["energy"], row["starts_on"], row["ends_on"], row["quantity"], row["unit"], row["cost_eur"])
            )
    return found


def _use(
    address: str,
    row: Mapping[str, Any],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    bills: Sequence[Bill],
    weather: Sequence[DegreeDays],
) -> HomeUse:
    began, accepted = row["began_on"], row["accepted_on"]
    bought: list[BoughtYear | None] = [None, None]
    problem = "" if before["kwh"] and after["kwh"] else _("The home has no estimate before and after its works.")
    periods = (
        (before, [bill for bill in bills if bill.ends_on <= began], _("before the works")),
        (after, [bill for bill in bills if bill.starts_on >= accepted], _("after the works")),
    )
    for at, (state, own, when) in enumerate(periods):
        if not problem:
            bought[at], problem = _year(own, state, weather, when)
    return HomeUse(
        row["dwelling_id"], address, began, accepted,
        sum(before["kwh"].values()) if before["kwh"] else float("nan"),
        sum(after["kwh"].values()) if after["kwh"] else float("nan"),
        bought[0], bought[1], problem,
    )  # fmt: skip


def _year(
    bills: Sequence[Bill], state: Mapping[str, Any], weather: Sequence[DegreeDays], when: str
) -> tuple[BoughtYear | None, str]:
    """A usual year of all energies of a state, or what is lacking; electricity is always bought."""
    try:
        uses, _short = yearly_uses(bills, state["heating"], weather)
    except RehabError as error:
        return None, error.text
    lacking = ({*state["kwh"], "electricity"}) - {use.energy for use in uses}
    if lacking:
        names = ", ".join(_(BILL_ENERGIES[code]) for code in BILL_ENERGIES if code in lacking)
        return None, _("Bills of a year are lacking {when}: {energies}.").format(when=when, energies=names)
    costs = [use.cost_eur for use in uses]
    kwh = (sum(u.low_kwh for u in uses), sum(u.usual_kwh for u in uses), sum(u.high_kwh for u in uses))
    cost = sum(each for each in costs if each is not None) if None not in costs else None
    return BoughtYear(kwh, cost, all(use.corrected for use in uses)), ""


def summed(uses: Sequence[HomeUse], told: Container[int] = ()) -> RealUse | None:
    """Sums of the homes that can be compared; None when they are too few to hide a single one.

    Args:
        uses: of all homes.
        told: homes whose own figures stand beside the sum: they hide nobody, as they can be taken from it.
    """
    known = [(use, use.before, use.after) for use in uses if use.before and use.after]
    hidden = sum(use.home_id not in told for use, _before, _after in known)
    if len(known) < FEWEST_HOMES or 0 < hidden < FEWEST_HOMES:
        return None
    expected = [use.expected_kwh for use, _before, _after in known]

    def total(years: Sequence[BoughtYear]) -> tuple[float, float, float]:
        low, central, high = (sum(year.kwh[at] for year in years) for at in range(3))
        return low, central, high

    return RealUse(
        homes=len(known),
        of=len(uses),
        label_before=sum(use.label_before_kwh for use, _before, _after in known),
        label_after=sum(use.label_after_kwh for use, _before, _after in known),
        before=total([before for _use, before, _after in known]),
        after=total([after for _use, _before, after in known]),
        expected_low=sum(low for low, _high in expected),
        expected_high=sum(high for _low, high in expected),
        uncorrected=sum(not (before.corrected and after.corrected) for _use, before, after in known),
    )
