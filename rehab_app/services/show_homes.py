"""Show homes: renovated homes that neighbours visit — marked, opened, visited, with what they cost and use."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.town_dossier import ShownHome
from rehab_app.services.neighbourhood import Neighbourhood
from rehab_app.services.real_bills import HomeUse
from rehab_app.services.real_costs import HomeGap

if TYPE_CHECKING:
    from rehab_app.storage.project import Project


@dataclass(frozen=True, slots=True)
class ShowHome:
    """A home marked, with its figures.

    Attributes:
        row: as stored; visits: those of the public, as stored, the latest first.
        gap: estimate against quotes and invoices, None without any; use: its bills, None before acceptance.
    """

    row: Mapping[str, Any]
    place: str
    label_before: str
    label_after: str
    works_low_eur_ht: float
    works_high_eur_ht: float
    visits: tuple[Mapping[str, Any], ...]
    gap: HomeGap | None
    use: HomeUse | None

    @property
    def visitors(self) -> int:
        return sum(int(visit["visitors"] or 0) for visit in self.visits)

    @property
    def agreed(self) -> bool:
        """Whether the household agreed that its figures are shown to others."""
        return self.row["consent_on"] is not None


def show_homes(
    project: "Project", homes: Neighbourhood, gaps: Sequence[HomeGap], uses: Sequence[HomeUse]
) -> tuple[ShowHome, ...]:
    """All of them, in the order in which they were marked."""
    visits: dict[int, list[Mapping[str, Any]]] = {}
    for visit in project.rows("show_visit"):
        visits.setdefault(visit["show_home_id"], []).append(visit)
    gap_of, use_of = {gap.home_id: gap for gap in gaps}, {use.home_id: use for use in uses}
    found = []
    for row in project.rows("show_home"):
        home = row["dwelling_id"]
        if home not in homes.position:
            continue
        at, column = homes.position[home], homes.columns
        own = sorted(visits.get(row["id"], ()), key=lambda visit: visit["visited_on"], reverse=True)
        found.append(
            ShowHome(
                row, str(column["address"][at]) or _("Home {id}").format(id=home),
                str(column["label"][at]), str(column["label_after"][at]),
                float(column["works_low_eur_ht"][at]), float(column["works_high_eur_ht"][at]),
                tuple(own), gap_of.get(home), use_of.get(home),
            )
        )  # fmt: skip
    return tuple(found)


def agreed(homes: Sequence[ShowHome]) -> frozenset[int]:
    """Homes whose household agreed that its figures are shown."""
    return frozenset(home.row["dwelling_id"] for home in homes if home.agreed)


def shown(homes: Sequence[ShowHome]) -> tuple[ShownHome, ...]:
    """What the town's report says of those whose household agreed."""
    return tuple(
        ShownHome(
            place=home.place,
            opened=day(home.row["opened_on"]),
            visits=len(home.visits),
            visitors=home.visitors,
            label_before=home.label_before,
            label_after=home.label_after,
            known_eur_ht=home.gap.known + home.gap.extra if home.gap and home.gap.known else None,
            before_kwh=home.use.before.kwh[1] if home.use and home.use.before else None,
            after_kwh=home.use.after.kwh[1] if home.use and home.use.after else None,
        )
        for home in homes
        if home.agreed
    )


def mark(project: "Project", who: str, dwelling_id: int, values: Mapping[str, Any]) -> Change:
    """Make a home a show home, or change what is kept of one: `opened_on`, `closed_on`, `consent_on`, `note`.

    Raises:
        RehabError: it closes before it opens, or has no first day.
    """
    opened, closed = values.get("opened_on"), values.get("closed_on")
    if opened is None:
        raise RehabError(_("Say from which day the home can be visited."), "opened_on")
    if closed is not None and closed < opened:
        raise RehabError(_("The home closes before it opens."), "closed_on", _("Check the two days."))
    rows = project.rows("show_home", dwelling_id=dwelling_id)
    label = _("Change the show home") if rows else _("Make the home a show home")
    with project.write(who, label) as writer:
        if rows:
            writer.update("show_home", rows[-1]["id"], rows[-1]["version"], values)
        else:
            writer.insert("show_home", [{"dwelling_id": dwelling_id, **values}])
    return writer.change


def unmark(project: "Project", who: str, show_home_id: int) -> Change:
    """Make it a home like the others; its visits go with it."""
    visits = [row["id"] for row in project.rows("show_visit", show_home_id=show_home_id)]
    with project.write(who, _("Close the show home")) as writer:
        writer.delete("show_visit", visits)
        writer.delete("show_home", [show_home_id])
    return writer.change


def add_visit(
    project: "Project", who: str, show_home_id: int, visited_on: datetime.date | None, visitors: float | None, note: str
) -> Change:
    """Keep a visit of the public; nobody's name is asked.

    Raises:
        RehabError: the day is missing, or nobody came.
    """
    if visited_on is None:
        raise RehabError(_("The day of the visit is needed."), "visited_on")
    if visitors is None or visitors < 1 or visitors != int(visitors):
        raise RehabError(_("Say how many people came, 1 at least."), "visitors")
    row = {"show_home_id": show_home_id, "visited_on": visited_on, "visitors": visitors, "note": note}
    with project.write(who, _("Record a visit of the show home")) as writer:
        writer.insert("show_visit", [row])
    return writer.change


def drop_visit(project: "Project", who: str, visit_id: int) -> Change:
    """Take a visit back."""
    with project.write(who, _("Remove a visit of the show home")) as writer:
        writer.delete("show_visit", [visit_id])
    return writer.change
