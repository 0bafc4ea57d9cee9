"""What a visitor asks, what was answered and where from, and the range that follows.

A question of the survey (a drawing, a sentence) holds one or more items; an item is one value, kept by its code.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LABELS = tuple("ABCDEFG")


class ItemKind(StrEnum):
    """How an item is answered."""

    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Item:
    """One value of the survey; not answering is "don't know".

    Attributes:
        code: key of the answer.
        label: English source text.
        kind: a number, or one of `choices`.
        unit: as printed; empty when there is none.
        low, high: bounds accepted for a number.
        choices: code to English source text.
    """

    code: str
    label: str
    kind: ItemKind
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    choices: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question, in the field's words.

    Attributes:
        code: stable key.
        text: the question (English source text); hint: where to look.
        drawing: name of the drawing shown beside it.
        items: in the order asked; the first is the one that matters most.
    """

    code: str
    text: str
    hint: str
    drawing: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one item.

    Attributes:
        item: its code.
        value: a number, the code of a choice, or None for "don't know".
        origin: a code of `origins` (seen, said, official, photo, borrowed, default).
        answered_on: the day, None when not noted.
    """

    item: str
    value: float | str | None
    origin: str
    answered_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """A central value (median of the draws) with the bounds of 80 % of them."""

    low: float
    central: float
    high: float


@dataclass(frozen=True, slots=True)
class AskNext:
    """An unknown whose answer would narrow the range: its question and item, and the share of the variance of the
    primary energy over the draws that it explains (0 to 1)."""

    question: str
    item: str
    share: float


@dataclass(frozen=True, slots=True)
class RangeEstimate:
    """Conventional consumption of a home of which not everything is known.

    Attributes:
        dwelling_id: the home, -1 for one that is not in a project.
        energy_kwh_m2: primary energy of the five uses, kWh/(m²·year).
        emissions_kg_m2: kgCO₂/(m²·year).
        final_kwh: final energy of the five uses, kWh a year.
        cost_eur: conventional yearly cost, €.
        label: the label in the middle of the draws, "" where the method refuses them all.
        label_probabilities: A to G, adding up to 1.
        ask_next: at most three, the most useful first.
        answered: number of items answered by origin.
        draws: how many random draws.
        parameters_on, engine_version: what it was calculated with.
    """

    dwelling_id: int
    energy_kwh_m2: Spread
    emissions_kg_m2: Spread
    final_kwh: Spread
    cost_eur: Spread
    label: str
    label_probabilities: Mapping[str, float]
    ask_next: tuple[AskNext, ...]
    answered: Mapping[str, int]
    draws: int
    parameters_on: datetime.date
    engine_version: str
