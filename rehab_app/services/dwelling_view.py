"""One home as its page shows it: its record, parts, results before and after, bundles of works, history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.catalogue.stock import PART_TABLES
from rehab_app.services.editing import origin_key
from rehab_app.services.home_site import group_of
from rehab_app.works.catalogue import bundles

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

Row = Mapping[str, Any]
# Records of a home whose changes belong to its history.
_BESIDE = ("household", "survey_answer", "bill", "visit", "document", "home_contact", "member", "quote")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A scenario of a home: its works with their costs before tax, and what it would become."""

    scenario: Row
    works: Sequence[Row]
    estimate: Row | None

    @property
    def name(self) -> str:
        """Name of the scenario, that of its reference bundle when it has none of its own."""
        own, known = str(self.scenario["name"]), bundles().get(self.scenario["bundle"])
        if known is not None and own in ("", known.label):
            return _(known.label)
        return own or str(self.scenario["bundle"])

    @property
    def chosen(self) -> bool:
        return bool(self.scenario["chosen"] == 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history of a home."""

    at: str
    who: str
    label: str
    kind: str
    undone: bool


@dataclass(frozen=True, slots=True)
class DwellingView:
    """A home whole.

    Attributes:
        record: its row, with `id` and `version`.
        address: as printed; building: its building's row, None when it has none.
        parts: rows of each part table, in order.
        estimate: our result as it stands, None before an estimate; official: the result of its DPE.
        bundles: scenarios in the order they were made.
        history: what was done to it, the latest first.
        group: name of the group of neighbours that it is in, "" when it is in none.
    """

    record: Row
    address: str
    building: Row | None
    owner_kind: str
    parts: Mapping[str, Sequence[Row]]
    estimate: Row | None
    official: Row | None
    bundles: Sequence[Bundle]
    history: Sequence[Entry]
    group: str = ""

    def origin(self, table: str, number: int, field: str) -> str:
        """Where a value comes from: its own code of `origins`, else that of the whole description, "" not known."""
        own = (self.record["origins"] or {}).get(origin_key(table, number, field))
        return str(own or self.record["origin"])

    @property
    def chosen(self) -> Bundle | None:
        return next((bundle for bundle in self.bundles if bundle.chosen), None)


def read_dwelling(project: "Project", dwelling_id: int, progress: Progress) -> DwellingView:
    """Everything about one home.

    Raises:
        RehabError: it is not in the project any more.
    """
    progress.step(0, 1)
    bundles()  # the catalogue is read by this job: the screen that names works finds it in memory
    found = project.rows("dwelling", id=dwelling_id)
    if not found:
        raise RehabError(_("This home is not in the project any more."), remedy=_("Choose another in the list."))
    record = found[0]
    parts = {spec.name: project.rows(spec.name, dwelling_id=dwelling_id) for spec in PART_TABLES}
    estimates = project.rows("estimate", dwelling_id=dwelling_id)
    scenarios = project.rows("scenario", dwelling_id=dwelling_id)
    official = project.rows("reference_result", dwelling_id=dwelling_id)
    building = _one(project, "building", record["building_id"])
    owner = _one(project, "owner", record["owner_id"])
    group = group_of(project, dwelling_id)
    return DwellingView(
        record=record,
        address=address_of(project, record, building),
        building=building,
        owner_kind="" if owner is None else str(owner["kind"]),
        parts=parts,
        estimate=_latest(estimates, None),
        official=official[-1] if official else None,
        bundles=_bundles(project, scenarios, estimates),
        group="" if group is None else str(group["name"]),
        history=_history(
            project,
            {"dwelling": [record], "estimate": estimates, "scenario": scenarios, **parts}
            | {table: project.rows(table, dwelling_id=dwelling_id) for table in _BESIDE},
        ),
    )


def _one(project: "Project", table: str, row_id: int | None) -> Row | None:
    found = project.rows(table, id=row_id) if row_id else []
    return found[0] if found else None


def address_of(project: "Project", record: Row, building: Row | None) -> str:
    """Address of a home as printed: its own, that of its building, else its number."""
    if record["address"]:
        return str(record["address"])
    street = _one(project, "street", building["street_id"]) if building else None
    if building is None or street is None:
        return _("Home {id}").format(id=record["id"])
    return f"{building['house_number']} {street['name']}".strip()


def _latest(estimates: Sequence[Row], scenario_id: int | None) -> Row | None:
    found = [row for row in estimates if row["scenario_id"] == scenario_id]
    return found[-1] if found else None


def _bundles(project: "Project", scenarios: Sequence[Row], estimates: Sequence[Row]) -> list[Bundle]:
    return [
        Bundle(scenario, project.rows("works", scenario_id=scenario["id"]), _latest(estimates, scenario["id"]))
        for scenario in scenarios
    ]


def _history(project: "Project", rows_of: Mapping[str, Sequence[Row]]) -> list[Entry]:
    """Actions that touched one of these rows of a home, the latest first."""
    changes = project.columns("journal_change", ("journal_id", "table_name", "row_id", "row_count"))
    numbers: set[int] = set()
    for table, mine in rows_of.items():
        rows = np.flatnonzero(changes["table_name"] == table)
        first, count = changes["row_id"][rows], changes["row_count"][rows]
        for row_id in (row["id"] for row in mine):
            numbers.update(changes["journal_id"][rows[(first <= row_id) & (row_id < first + count)]].tolist())
    found = (project.rows("journal", id=number)[0] for number in sorted(numbers, reverse=True))
    return [Entry(row["at"], row["who"], row["label"], row["kind"], row["undone"] == 1) for row in found]
