"""Use case: write into the project the whole description that the survey gives, each value with its origin."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.domain.table import Stock
from rehab_app.services.survey_knowledge import MADE_ORIGINS, Knowledge, gather
from rehab_app.survey import stored
from rehab_app.survey.draw import middle
from rehab_app.survey.facades import spread_over_facades
from rehab_app.survey.ranges import describe

if TYPE_CHECKING:
    from rehab_app.storage.project import Project
    from rehab_app.storage.writer import Writer

_OF_THE_DWELLING = (
    "dpe_model_id",
    "method_id",
    "construction_period_id",
    "living_area_m2",
    "storeys",
    "ceiling_height_m",
    "climate_zone_id",
    "altitude_class_id",
    "inertia_class_id",
)
# Items of the survey that say a value of the dwelling itself, the first that is answered.
_ITEMS_OF_DWELLING = {
    "construction_period_id": ("period", "year"),
    "living_area_m2": ("area_m2",),
    "storeys": ("storeys",),
    "ceiling_height_m": ("ceiling_m",),
}
_AZIMUTHS = {"n": 0.0, "e": 90.0, "s": 180.0, "w": 270.0}
# Item of the survey that each part table mostly comes from; a part whose item was not answered is a default.
_ITEM_OF = {
    "wall": "wall",
    "roof": "attic",
    "floor": "below",
    "window": "glazing",
    "ventilation": "ventilation",
    "heating": "heating",
    "heating_emitter": "emitters",
    "heating_generator": "heating",
    "hot_water": "hot_water",
    "hot_water_generator": "hot_water",
}


@dataclass(frozen=True, slots=True)
class DescribeReport:
    """What became of homes that were to be described.

    Attributes:
        described: their ids.
        assessed: how many have a description by an assessor, which stayed.
        corrected: how many were described from their survey and corrected since, which stayed too.
        unknown: how many whose living area, age or heating is not known.
        change: None when nothing was written.
    """

    described: tuple[int, ...]
    assessed: int
    corrected: int
    unknown: int
    change: Change | None


@dataclass(frozen=True, slots=True)
class _Made:
    """A description to be written: the parts, and values of the dwelling."""

    dwelling_id: int
    version: int
    stock: Stock
    values: Mapping[str, Any]


def home_stock(project: "Project", dwelling_id: int, on: datetime.date) -> Stock:
    """The description of a home: the assessor's, else the survey's with unknowns at their middle, walls by façade."""
    knowledge = gather(project, [dwelling_id])
    return project.stock([dwelling_id])[0] if knowledge.assessed[0] else _survey_stock(project, knowledge, on)


def _survey_stock(project: "Project", knowledge: Knowledge, on: datetime.date) -> Stock:
    """The description of the one home of this knowledge, from its survey."""
    columns = middle(knowledge.known, stored.counted())
    day = np.array([np.datetime64(on, "D")])
    stock = describe(knowledge.known, columns, np.zeros(1, dtype=np.intp), day)
    facades = _free_facades(project, int(knowledge.ids[0])) or _said_facades(knowledge.answers[0])
    return spread_over_facades(stock, facades)


def _free_facades(project: "Project", dwelling_id: int) -> list[tuple[float, float]]:
    building = project.rows("dwelling", id=dwelling_id)[0]["building_id"]
    if building is None:
        return []
    return [
        (row["azimuth_deg"], row["length_m"])
        for row in project.rows("facade", building_id=building)
        if row["neighbour_id"] is None and row["azimuth_deg"] is not None and row["length_m"] is not None
    ]


def _said_facades(answers: Mapping[str, float | str]) -> list[tuple[float, float]]:
    """Front and back, and the gables that are said to be free, as long as each other; none where the front's side is
    not known."""
    front = _AZIMUTHS.get(str(answers.get("faces", "")))
    if front is None:
        return []
    gables = [(front + turn) % 360 for turn, side in ((90.0, "left"), (270.0, "right")) if answers.get(side) == "free"]
    return [(azimuth, 1.0) for azimuth in (front, (front + 180) % 360, *gables)]


def describable(project: "Project", dwelling_id: int) -> bool:
    """Whether a home may be described from its survey: something is answered, and no assessor has described it."""
    return (
        bool(project.rows("survey_answer", dwelling_id=dwelling_id)) and not gather(project, [dwelling_id]).assessed[0]
    )


def write_description(project: "Project", who: str, dwelling_id: int, on: datetime.date) -> Change:
    """Describe a home from its survey, over what an earlier survey had made of it.

    Of the dwelling's own values, those that were answered are the answers, those recorded otherwise stay, and the
    others are made anew: parts and dwelling are of one size. Each value and part says in `origins` where it comes
    from: the origin of the answer it rests on, else `default`.

    Raises:
        RehabError: an assessor has described the home; that description is not replaced.
    """
    knowledge = gather(project, [dwelling_id])
    if knowledge.assessed[0]:
        raise RehabError(
            _("This home has an official description."), remedy=_("Change its values one by one in the expert view.")
        )
    made = _made(project, knowledge, on)
    with project.write(who, _("Describe a home from its survey")) as writer:
        _write(writer, made)
    return writer.change


def describe_homes(
    project: "Project", who: str, ids: Sequence[int], on: datetime.date, progress: Progress
) -> DescribeReport:
    """Describe homes from their survey and their record, as one action; those that cannot be are counted.

    A home is described when its living area, its age and its heating are known: without one of them the label would
    be anybody's. What is made up of the rest is marked as a default. A description by an assessor stays, and so does
    one that somebody corrected.

    Raises:
        Cancelled: asked to stop; nothing was written.
    """
    knowledge = gather(project, ids)
    columns = knowledge.known.columns
    enough = (columns["period"] >= 0) & np.isfinite(columns["area_m2"]) & (columns["heating"] >= 0)
    corrected = np.array([_is_corrected(project, home) for home in knowledge.ids.tolist()], dtype=bool)
    rows = np.flatnonzero(enough & ~knowledge.assessed & ~corrected)
    made = []
    for at, row in enumerate(rows):
        progress.step(at, len(rows), _("Describing homes from their survey"))
        made.append(_made(project, knowledge.take(np.array([row])), on))
    count = len(made)
    label = ngettext("Describe {count} home from its survey", "Describe {count} homes from their survey", count)
    change = None
    if made:
        with project.write(who, label.format(count=figure(count))) as writer:
            for one in made:
                _write(writer, one)
        change = writer.change
    described = tuple(knowledge.ids[rows].tolist())
    kept = knowledge.assessed | corrected
    return DescribeReport(
        described,
        int(knowledge.assessed.sum()),
        int((corrected & ~knowledge.assessed).sum()),
        int((~enough & ~kept).sum()),
        change,
    )


def _is_corrected(project: "Project", dwelling_id: int) -> bool:
    """Whether a part of a home that its survey described was added or given a value by hand."""
    record = project.rows("dwelling", id=dwelling_id)[0]
    if record["origin"] not in MADE_ORIGINS:
        return False
    origins = record["origins"] or {}
    stock = project.stock([dwelling_id])[0]
    parts = {f"{table}.{number}" for table in _ITEM_OF for number in stock[table]["number"].tolist()}
    return not parts <= origins.keys() or any(_of_part(key) and key.count(".") > 1 for key in origins)


def _of_part(key: str) -> bool:
    """Whether a key of `origins` is about a part, not about the dwelling itself."""
    return not key.startswith("dwelling.")


def _made(project: "Project", knowledge: Knowledge, on: datetime.date) -> _Made:
    """What is to be written of the one home of this knowledge."""
    dwelling_id = int(knowledge.ids[0])
    stock = _survey_stock(project, knowledge, on)
    record = project.rows("dwelling", id=dwelling_id)[0]
    answers = project.rows("survey_answer", dwelling_id=dwelling_id)
    said = {row["item"]: row["origin"] for row in answers if row["choice"] or row["number"] is not None}
    # The parts are replaced: what was said of values of the former ones is true of none of the new.
    origins = {key: origin for key, origin in (record["origins"] or {}).items() if not _of_part(key)}
    values: dict[str, Any] = {}
    for name in _OF_THE_DWELLING:
        key = f"dwelling.0.{name}"
        origin = next((said[item] for item in _ITEMS_OF_DWELLING.get(name, ()) if item in said), "")
        if origin or record[name] is None or origins.get(key) in MADE_ORIGINS:
            values[name], origins[key] = stock["dwelling"][name][0].item(), origin or "default"
    for table, item in _ITEM_OF.items():
        for number in stock[table]["number"].tolist():
            origins[f"{table}.{number}"] = said.get(item, "default")
    return _Made(dwelling_id, record["version"], stock, {**values, "origin": "default", "origins": origins})


def _write(writer: "Writer", made: _Made) -> None:
    writer.replace_parts(made.dwelling_id, made.stock)
    writer.update("dwelling", made.dwelling_id, made.version, made.values)
