"""What a home loses through each of its façades: walls, windows and doors by the side of the house they are on."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.table import Column, Stock
from rehab_app.energy.estimate import estimate
from rehab_app.services.composing import surroundings
from rehab_app.services.estimating import refusal_text
from rehab_app.storage.project import Project
from rehab_app.works.surroundings import orientation_codes, sides

_UPRIGHT = ("south", "north", "east", "west")


@dataclass(slots=True)
class FacadeLoss:
    """One façade of a home.

    Attributes:
        side: code of `codes.FACADE_SIDES`, "" where the building's record does not say; orientation: of
            `works.ORIENTATIONS`.
        w_k: loss in W/K by part ("wall", "window", "door"); area_m2: area by part; openings: how many of each.
    """

    side: str
    orientation: str
    w_k: dict[str, float] = field(default_factory=dict)
    area_m2: dict[str, float] = field(default_factory=dict)
    openings: dict[str, int] = field(default_factory=dict)

    @property
    def total_w_k(self) -> float:
        return sum(self.w_k.values())

    @property
    def total_m2(self) -> float:
        return sum(self.area_m2.values())


def facade_losses(
    project: Project, dwelling_id: int, on: datetime.date, progress: Progress
) -> tuple[list[FacadeLoss], float]:
    """Façades of a home as it stands, the street front first, and the loss of the whole home in W/K.

    A door is on the side of the wall it stands in. Party walls and parts without orientation are on no façade.

    Raises:
        RehabError: the method refuses the home, or the home has gone.
    """
    progress.step(0, 1, _("Estimating the homes"))
    stock, ids = project.stock([dwelling_id])
    found = estimate(stock, on)
    if found.refusals:
        raise RehabError(_("The method refuses this home."), remedy=refusal_text(found.refusals[0]))
    around = surroundings(project, ids)
    facades: dict[str, FacadeLoss] = {}
    side_of = {
        code: str(side)
        for table in ("wall", "window")
        for code, side in zip(
            orientation_codes(stock[table]["orientation_id"]), sides(stock, around, table).side, strict=True
        )
    }
    for table, orientation in _orientations(stock).items():
        losses = found.parts[table]["loss_w_k"]
        for row, code in enumerate(orientation):
            if code in _UPRIGHT and losses[row] > 0:
                facade = facades.setdefault(code, FacadeLoss(side_of.get(code, ""), code))
                _add(facade, table, stock, row, float(losses[row]))
    order = {"street": 0, "back": 1, "gable": 2, "": 3}
    ordered = sorted(facades.values(), key=lambda one: (order.get(one.side, 3), _UPRIGHT.index(one.orientation)))
    return ordered, float(found.totals["deperdition_enveloppe"][0])


def _orientations(stock: Stock) -> Mapping[str, Column]:
    walls = orientation_codes(stock["wall"]["orientation_id"])
    by_number = dict(zip(stock["wall"]["number"].tolist(), walls.tolist(), strict=True))
    doors = [by_number.get(number, "") for number in stock["door"]["wall_number"].tolist()]
    return {
        "wall": walls,
        "window": orientation_codes(stock["window"]["orientation_id"]),
        "door": np.array(doors, dtype=object),
    }


def _add(facade: FacadeLoss, table: str, stock: Stock, row: int, loss_w_k: float) -> None:
    area = float(np.nan_to_num(stock[table]["area_m2"][row]))
    facade.w_k[table] = facade.w_k.get(table, 0.0) + loss_w_k
    facade.area_m2[table] = facade.area_m2.get(table, 0.0) + area
    if table != "wall":
        count = stock[table]["count"][row]
        facade.openings[table] = facade.openings.get(table, 0) + (int(count) if count == count and count > 0 else 1)
