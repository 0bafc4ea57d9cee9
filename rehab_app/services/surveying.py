"""Use case: the survey of a home — its questions, answers with their origin, and the range that follows."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.core.version import app_version
from rehab_app.domain.change import Change
from rehab_app.domain.codes import ORIGINS
from rehab_app.domain.survey import LABELS, Answer, AskNext, Item, ItemKind, Question, RangeEstimate, Spread
from rehab_app.domain.survey_questions import ITEMS, QUESTION_OF, QUESTIONS
from rehab_app.reports.survey_sheet import write_survey_sheet
from rehab_app.services.neighbours import find_donors, homes_of_the_street, places_of
from rehab_app.services.survey_knowledge import Knowledge, gather
from rehab_app.survey import ranges, stored
from rehab_app.survey.asking import ask_next
from rehab_app.survey.borrow import borrowed
from rehab_app.survey.draw import DRAWS
from rehab_app.survey.variables import Columns

if TYPE_CHECKING:
    from rehab_app.storage.project import Project


def questions() -> tuple[Question, ...]:
    """The dozen questions, in the order asked."""
    return QUESTIONS


def answers(project: "Project", dwelling_id: int) -> dict[str, Answer]:
    """Answers of a home, by item."""
    found = {}
    for row in project.rows("survey_answer", dwelling_id=dwelling_id):
        value = row["choice"] or row["number"]
        found[row["item"]] = Answer(row["item"], value, row["origin"], row["answered_on"])
    return found


def save_answers(project: "Project", who: str, dwelling_id: int, given: Sequence[Answer]) -> Change:
    """Write answers over those of the same items; a value of None forgets the answer ("don't know").

    Raises:
        RehabError: an item, a choice, an origin or a number is not one the survey takes; nothing is written.
    """
    for answer in given:
        _check(answer)
    rows = {row["item"]: row for row in project.rows("survey_answer", dwelling_id=dwelling_id)}
    new: list[dict[str, Any]] = []
    with project.write(who, _("Answer the survey")) as writer:
        for answer in given:
            old = rows.get(answer.item)
            if answer.value is None:
                if old is not None:
                    writer.delete("survey_answer", [old["id"]], [old["version"]])
                continue
            is_text = isinstance(answer.value, str)
            values = {
                "number": None if is_text else float(answer.value),
                "choice": answer.value if is_text else "",
                "origin": answer.origin,
                "answered_on": answer.answered_on,
            }
            if old is None:
                new.append({"dwelling_id": dwelling_id, "item": answer.item, **values})
            else:
                writer.update("survey_answer", old["id"], old["version"], values)
        if new:
            writer.insert("survey_answer", new)
    return writer.change


def _check(answer: Answer) -> None:
    item = ITEMS.get(answer.item)
    if item is None:
        raise RehabError(_("The survey has no question “{item}”.").format(item=answer.item))
    if answer.origin not in ORIGINS:
        raise RehabError(_("“{origin}” is not an origin.").format(origin=answer.origin), where=_(item.label))
    if answer.value is None:
        return
    if item.kind is ItemKind.CHOICE:
        if answer.value not in (item.choices or {}):
            raise RehabError(_("“{value}” is not a choice.").format(value=answer.value), where=_(item.label))
        return
    _check_number(item, answer.value)


def _check_number(item: Item, value: float | str) -> None:
    if isinstance(value, str) or not item.low <= value <= item.high:
        raise RehabError(
            _("A number from {low} to {high} is needed.").format(
                low=figure(item.low, item.unit), high=figure(item.high, item.unit)
            ),
            where=_(item.label),
        )


def range_estimate(
    project: "Project", dwelling_id: int, progress: Progress, on: datetime.date | None = None
) -> RangeEstimate:
    """The range of one home, from its answers, its description and its footprint; of a home of which walls and heating
    are not known, from measured homes of its row or street too.

    Raises:
        RehabError: the climate zone is not known, or the method refuses every draw.
    """
    day = on or datetime.date.today()
    knowledge = gather(project, [dwelling_id])
    if knowledge.measured[0]:
        return estimate_ranges(knowledge, day, progress)[0]
    street = gather(project, homes_of_the_street(project, dwelling_id))
    at = int(np.flatnonzero(street.ids == dwelling_id)[0])
    donors = find_donors(street, places_of(project, street)).get(at, np.zeros(0, dtype=np.intp))
    few = street.take(np.append(at, donors))
    lenders = {0: np.arange(1, len(donors) + 1)} if len(donors) else None
    return estimate_ranges(few, day, progress, lenders)[0]


def estimate_ranges(
    knowledge: Knowledge,
    on: datetime.date,
    progress: Progress,
    donors: Mapping[int, NDArray[np.intp]] | None = None,
    draws: int = DRAWS,
) -> list[RangeEstimate]:
    """Ranges of homes, in the order of `knowledge`.

    Args:
        knowledge: what is known of them.
        on: date of prices, factors and thresholds.
        progress: told after each batch; asked to stop there.
        donors: position of a home that borrows to those of its neighbours.
        draws: how many a home.
    """
    known, found = knowledge.known, []
    if (known.zone_id < 0).any():
        raise RehabError(
            _("The climate zone of a home is not known."),
            remedy=_("Give the INSEE code of its town."),
        )
    distributions, residual = stored.counted(), ranges.fitted_residual()
    for rows in ranges.batches(known.size, draws, progress):
        part = known.take(rows)
        lent = _lent(known.columns, rows, donors, draws)
        days = np.full(len(rows), np.datetime64(on, "D"))
        done = ranges.drawn(part, distributions, days, residual, draws, lent)
        asked = ask_next(part, done)
        found += _as_records(knowledge, rows, done, asked, on)
    return found


def _lent(
    columns: Columns, rows: NDArray[np.intp], donors: Mapping[int, NDArray[np.intp]] | None, draws: int
) -> Columns | None:
    if not donors or not any(int(row) in donors for row in rows):
        return None
    nobody = np.zeros(0, dtype=np.intp)
    return borrowed(columns, [donors.get(int(row), nobody) for row in rows], draws)


def _as_records(
    knowledge: Knowledge,
    rows: NDArray[np.intp],
    done: ranges.Draws,
    asked: Sequence[Sequence[tuple[str, float]]],
    on: datetime.date,
) -> list[RangeEstimate]:
    figures = [
        ranges.quantiles(values).T.tolist()
        for values in (done.energy_kwh_m2, done.emissions_kg_m2, done.final_kwh, done.cost_eur)
    ]
    shares = ranges.probabilities(done.rank).tolist()
    middle = ranges.middle_rank(done.rank).tolist()
    engine, found = app_version(), []
    for at, row in enumerate(rows.tolist()):
        energy, emissions, final, cost = (Spread(*values[at]) for values in figures)
        found.append(
            RangeEstimate(
                dwelling_id=int(knowledge.ids[row]),
                energy_kwh_m2=energy,
                emissions_kg_m2=emissions,
                final_kwh=final,
                cost_eur=cost,
                label=LABELS[middle[at]] if middle[at] >= 0 else "",
                label_probabilities=dict(zip(LABELS, shares[at], strict=True)),
                ask_next=tuple(AskNext(QUESTION_OF[item], item, share) for item, share in asked[at]),
                answered=knowledge.origins[row],
                draws=done.rank.shape[1],
                parameters_on=on,
                engine_version=engine,
            )
        )
    return found


def print_sheet(path: Path, printed_on: datetime.date | None = None) -> None:
    """The questionnaire on paper, to be filled in by hand and typed in later; dated today unless told otherwise."""
    write_survey_sheet(path, QUESTIONS, printed_on or datetime.date.today())
