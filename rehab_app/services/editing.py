"""Edits at the desk: what was typed is checked against its field, written in one journalled action, undone by name."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain import codes, enumerations
from rehab_app.domain.catalogue.places import HOME
from rehab_app.domain.catalogue.stock import DWELLING_TABLE
from rehab_app.domain.change import Change
from rehab_app.domain.fields import Field, Kind

if TYPE_CHECKING:
    from rehab_app.storage.project import Project
    from rehab_app.storage.writer import Writer

_SPACES = re.compile(r"[\s\u00a0\u202f]")
_PORTION = 2_000  # homes read at once
_OF_ONE_HOME = frozenset({"address", "ban_id", "dpe_number", "origin", "commune_insee", "postcode"})
_DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y")


def choices(field: Field) -> dict[Any, str]:
    """What may be chosen for a field, in the order shown, in the user's language; empty when it is typed."""
    if field.kind is Kind.FLAG:
        return {1: _("Yes"), 0: _("No")}
    if field.kind is Kind.CHOICE and field.choices:
        return enumerations.shown_choices(field.choices)
    if field.kind is Kind.TEXT and field.choices:
        return {key: _(text) for key, text in codes.LISTS[field.choices].items()}
    return {}


def parsed(field: Field, typed: str) -> Any:
    """The value of a typed text; an empty text is "not known" (None, "" for a text).

    Numbers are taken as people write them: `1 240,5` or `1240.5`; dates as `12/03/2026` or `2026-03-12`.

    Raises:
        RehabError: it is not a value of this field, or out of its bounds; `where` is the field's label.
    """
    text = typed.strip()
    if field.kind is Kind.TEXT:
        return text
    if not text:
        return None
    if field.kind is Kind.NUMBER:
        return _bounded(field, _number(field, text))
    if field.kind is Kind.DATE:
        return _date(field, text)
    raise ValueError(f"{field.name} is chosen, not typed")


def _number(field: Field, text: str) -> float:
    try:
        return float(_SPACES.sub("", text).replace(",", "."))
    except ValueError:
        typed = "…" if field.personal else text  # what is said of a person is not repeated in a message
        raise RehabError(_("“{typed}” is not a number.").format(typed=typed), where=_(field.label)) from None


def _bounded(field: Field, value: float) -> float:
    if not (value == value and abs(value) != float("inf")):
        raise RehabError(_("“{typed}” is not a number.").format(typed=value), where=_(field.label))
    if field.low is not None and value < field.low:
        limit = figure(field.low, field.unit, _decimals(field.low))
        raise RehabError(_("At least {limit} is needed.").format(limit=limit), where=_(field.label))
    if field.high is not None and value > field.high:
        limit = figure(field.high, field.unit, _decimals(field.high))
        raise RehabError(_("At most {limit} is possible.").format(limit=limit), where=_(field.label))
    return value


def _decimals(value: float) -> int:
    return 0 if value == int(value) else 2


def _date(field: Field, text: str) -> datetime.date:
    for form in _DATES:
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise RehabError(
        _("“{typed}” is not a date.").format(typed=text),
        where=_(field.label),
        remedy=_("Write it as 12/03/2026."),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of one row of a home, as it was shown.

    Attributes:
        row_id, version: of the row when it was shown; a change made since by somebody else is then noticed.
        home_id: dwelling that the row belongs to.
        number: of the part in its dwelling, 0 for the dwelling itself.
        place: address, as the undo menu names it.
    """

    table: str
    row_id: int
    version: int
    field: Field
    home_id: int
    number: int
    place: str

    @property
    def key(self) -> str:
        return origin_key(self.table, self.number, self.field.name)


def origin_key(table: str, number: int, field: str) -> str:
    """Key of a value in `origins` of its dwelling: `wall.2.thickness_cm`, `dwelling.0.living_area_m2`."""
    return f"{table}.{number}.{field}"


def write_cell(
    project: "Project", who: str, cell: Cell, value: Any, origin: str, seen: Mapping[str, Any] | None = None
) -> Change:
    """Write one value and where it comes from (a code of `origins`), as one action.

    Args:
        project: written to.
        who: the person who acts.
        cell: the value as it was shown.
        value: as `parsed` or `choices` give it.
        origin: code of `codes.ORIGINS`.
        seen: the row as it was shown, for `write_seen`; without it the whole row must be as it was.

    Raises:
        Conflict: somebody else changed the row since; nothing is overwritten.
    """
    label = _("{field}, {place}").format(field=_(cell.field.label), place=cell.place)
    with project.write(who, label) as writer:
        if seen is None:
            writer.update(cell.table, cell.row_id, cell.version, {cell.field.name: value})
        else:
            write_seen(writer, cell.table, seen, {cell.field.name: value})
        home = writer.rows("dwelling", id=cell.home_id)[0]
        origins = {**(home["origins"] or {}), cell.key: origin}
        writer.update("dwelling", cell.home_id, home["version"], {"origins": origins})
    return writer.change


def write_seen(writer: "Writer", table: str, seen: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Change values of a row that are as they were seen, whatever became of its other values.

    Two fields left one after the other touch one row: the second does not find it at the version it was shown in.

    Raises:
        Conflict: somebody else changed one of these values, removed the row, or erased people of whom it speaks.
    """
    rows = writer.rows(table, id=seen["id"])
    same = bool(rows) and all((rows[0][name] or None) == (seen[name] or None) for name in values)
    same = same and not writer.erased_since(table, seen["id"], seen["version"])
    writer.update(table, seen["id"], rows[0]["version"] if same else seen["version"], values)


def home_field(name: str) -> Field:
    """A field that a home itself has, as where it stands or what the energy method reads of it."""
    return next(field for spec in (HOME, DWELLING_TABLE) for field in spec.fields if field.name == name)


def home_fields() -> list[Field]:
    """Fields that may be given to many homes at once: neither keys, nor what names one home."""
    found = {field.name: field for spec in (HOME, DWELLING_TABLE) for field in spec.fields}
    return [field for field in found.values() if _for_many(field)]


def _for_many(field: Field) -> bool:
    if field.kind in (Kind.LINK, Kind.RECORD, Kind.STRUCTURE) or field.name in _OF_ONE_HOME:
        return False
    return not (field.kind is Kind.CHOICE and not field.choices)


def write_field(
    project: "Project", who: str, homes: Mapping[int, int], field: Field, value: Any, origin: str, place: str = ""
) -> Change:
    """Give a field of homes (version by id) one value and say where it comes from, as one action.

    Args:
        project: written to.
        who: the person who acts.
        homes: version of each home, as it was shown.
        field: one of `home_fields`.
        value: as `parsed` or `choices` give it.
        origin: code of `codes.ORIGINS`.
        place: address, for the undo menu, when there is one home.

    Raises:
        Conflict: somebody else changed one of the homes since; nothing is written.
    """
    ids = list(homes)
    count = ngettext("{count} home", "{count} homes", len(ids)).format(count=len(ids))
    label = _("{field}, {place}").format(field=_(field.label), place=place or count)
    key = origin_key("dwelling", 0, field.name)
    with project.write(who, label) as writer:
        known: dict[int, Any] = {}
        for first in range(0, len(ids), _PORTION):
            columns = writer.columns("dwelling", ("origins",), id=ids[first : first + _PORTION])
            known |= dict(zip(columns["id"].tolist(), columns["origins"].tolist(), strict=True))
        origins = [{**(known.get(home) or {}), key: origin} for home in ids]
        writer.update_columns(
            "dwelling", ids, list(homes.values()), {field.name: [value] * len(ids), "origins": origins}
        )
    return writer.change


def write_stage(project: "Project", who: str, homes: dict[int, int], stage: str) -> Change:
    """Give homes (version by id) a stage, as one action."""
    label = ngettext("{count} home: {stage}", "{count} homes: {stage}", len(homes)).format(
        count=figure(len(homes)), stage=_(codes.STAGES[stage])
    )
    with project.write(who, label) as writer:
        writer.update_columns("dwelling", list(homes), list(homes.values()), {"stage": [stage] * len(homes)})
    return writer.change


def undo(project: "Project", who: str) -> Change | None:
    """Undo the latest action; None when there is none."""
    return project.undo(who)


def redo(project: "Project", who: str) -> Change | None:
    """Do again what was undone last; None when there is nothing."""
    return project.redo(who)


def history_labels(project: "Project") -> tuple[str | None, str | None]:
    """What undo and what redo would do, as the menu names them."""
    return project.undo_label(), project.redo_label()
