"""Use case: write into the project the whole description that the survey gives, each value with its origin."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.table import Stock
from rehab_app.services.survey_knowledge import MADE_ORIGINS, gather
from rehab_app.survey import stored
from rehab_app.survey.draw import middle
from rehab_app.survey.facades import spread_over_facades
from rehab_app.survey.ranges import describe

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

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


def home_stock(project: "Project", dwelling_id: int, on: datetime.date) -> Stock:
    """The description of a home: the assessor's, else the survey's with unknowns at their middle, walls by façade."""
    knowledge = gather(project, [dwelling_id])
    if knowledge.assessed[0]:
        return project.stock([dwelling_id])[0]
    columns = middle(knowledge.known, stored.counted())
    day = np.array([np.datetime64(on, "D")])
    stock = describe(knowledge.known, columns, np.zeros(1, dtype=np.intp), day)
    facades = _free_facades(project, dwelling_id) or _said_facades(knowledge.answers[0])
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
    if gather(project, [dwelling_id]).assessed[0]:
        raise RehabError(
            _("This home has an official description."), remedy=_("Change its values one by one in the expert view.")
        )
    stock = home_stock(project, dwelling_id, on)
    record = project.rows("dwelling", id=dwelling_id)[0]
    answers = project.rows("survey_answer", dwelling_id=dwelling_id)
    said = {row["item"]: row["origin"] for row in answers if row["choice"] or row["number"] is not None}
    origins = dict(record["origins"] or {})
    values: dict[str, Any] = {}
    for name in _OF_THE_DWELLING:
        key = f"dwelling.0.{name}"
        origin = next((said[item] for item in _ITEMS_OF_DWELLING.get(name, ()) if item in said), "")
        if origin or record[name] is None or origins.get(key) in MADE_ORIGINS:
            values[name], origins[key] = stock["dwelling"][name][0].item(), origin or "default"
    for table, item in _ITEM_OF.items():
        for number in stock[table]["number"].tolist():
            origins[f"{table}.{number}"] = said.get(item, "default")
    with project.write(who, _("Describe a home from its survey")) as writer:
        writer.replace_parts(dwelling_id, stock)
        writer.update("dwelling", dwelling_id, record["version"], {**values, "origin": "default", "origins": origins})
    return writer.change
