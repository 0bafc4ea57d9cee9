"""The table of DPE published by ADEME (`dpe03existant`, and its elder with accented headings): a town at once.

It sums each DPE up: identity, a few measures, the official results. Codes (postcode, INSEE, BAN) stay texts.
"""

import csv
import datetime
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain import enumerations
from rehab_app.domain.catalogue.records import TOTALS
from rehab_app.domain.catalogue.stock import DWELLING_TABLE
from rehab_app.domain.fields import Field
from rehab_app.exchange.addresses import plain_words
from rehab_app.exchange.cell_values import unstorable
from rehab_app.exchange.dpe_official import Place
from rehab_app.exchange.open_data_columns import (
    BEFORE_2021,
    CHOICES,
    FIGURES,
    LABELS,
    RECOGNISED,
    TEXTS,
    TOTAL_COLUMNS,
    WANTED,
    WORDS,
    column_name,
)

_SURE_SCORE = 0.5  # below it the address base is not sure of the place, and its coordinates are left out

_EXISTING = 1  # enum_modele_dpe_id: 3CL 2021, existing homes


@dataclass(frozen=True, slots=True)
class OpenDwelling:
    """One row of the table.

    Attributes:
        row: as a spreadsheet counts it, the headings being row 1.
        columns: columns of the `dwelling` table that the row gives.
        totals: columns of `reference_result`.
        words: other official values, by column of the table.
    """

    row: int
    dpe_number: str
    assessed_on: np.datetime64
    place: Place
    columns: Mapping[str, Any]
    totals: Mapping[str, Any]
    words: Mapping[str, str]


def is_open_data(headings: Sequence[str], name: str) -> bool:
    """True for the headings of this table.

    Raises:
        RehabError: the table holds DPE from before July 2021, which are no longer binding.
    """
    names = {column_name(heading) for heading in headings}
    if names & BEFORE_2021 and not names >= RECOGNISED:
        raise RehabError(
            _("This table holds DPE from before July 2021, made with another method and no longer binding."),
            name,
            _("Download the table “dpe03existant” of ADEME."),
        )
    return names >= RECOGNISED


def read_open_data(text: str, name: str) -> Iterator[OpenDwelling | tuple[int, RehabError]]:
    """Rows of the table; a row that cannot be taken comes as its number and what is wrong.

    Raises:
        RehabError: the table is cut short; the rows before have been given.
    """
    first_line = text[: text.find("\n")]
    separator = ";" if first_line.count(";") > first_line.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 1
    try:
        names = [column_name(heading) for heading in next(reader)]
        wanted = {name: position for position, name in reversed(list(enumerate(names))) if name in WANTED}
        for row, cells in enumerate(reader, start=2):
            if len(cells) == len(names):
                yield _row(row, {name: cells[position].strip() for name, position in wanted.items()})
            elif cells:
                problem = _("The row has {count} cells for {columns} columns.")
                yield row, RehabError(problem.format(count=len(cells), columns=len(names)), remedy=_again())
    except csv.Error as error:
        raise RehabError(_("The table is cut short after row {row}.").format(row=row), name, _again()) from error


def _again() -> str:
    return _("Download the table again.")


def _row(row: int, own: Mapping[str, str]) -> OpenDwelling | tuple[int, RehabError]:
    try:
        return _dwelling(row, own)
    except RehabError as error:
        return row, error


def _dwelling(row: int, own: Mapping[str, str]) -> OpenDwelling:
    wrong = next((name for name, value in own.items() if unstorable(value)), None)
    if wrong is not None:
        raise _refused(wrong, "?")
    number = own["numero_dpe"]
    if not number:
        raise RehabError(_("The row has no DPE number."))
    columns: dict[str, Any] = {ours: own[theirs] for ours, theirs in TEXTS.items() if own.get(theirs)}
    for ours, theirs in FIGURES.items():
        value = _figure(DWELLING_TABLE.field(ours), theirs, own)
        if value is not None:
            columns[ours] = value
    for ours, theirs in CHOICES.items():
        if own.get(theirs):
            columns[ours] = _identifier(DWELLING_TABLE.field(ours).choices, theirs, own[theirs])
    if columns.get("dpe_model_id", _EXISTING) != _EXISTING:
        raise RehabError(_("This DPE is not one of an existing home ({kind}).").format(kind=own["modele_dpe"][:60]))
    method = _method(own)
    if method >= 0:
        columns["method_id"] = method
    return OpenDwelling(
        row=row,
        dpe_number=number,
        assessed_on=_day(own["date_etablissement_dpe"]),
        place=_place(own),
        columns=columns,
        totals=_totals(own),
        words={name: own[name] for name in WORDS if own.get(name)},
    )


def _refused(column: str, value: str) -> RehabError:
    return RehabError(
        _("column {heading}").format(heading=column)
        + ": "
        + _("“{value}” is no value of it.").format(value=value[:40]),
        remedy=_again(),
    )


def _figure(field: Field, column: str, own: Mapping[str, str]) -> float | None:
    if not own.get(column):
        return None
    value = _float(own[column].replace(",", "."), math.nan)
    low = -math.inf if field.low is None else field.low
    high = math.inf if field.high is None else field.high
    if not (math.isfinite(value) and low <= value <= high):
        raise _refused(column, own[column])
    return value


@cache
def _identifiers(enumeration: str) -> Mapping[str, int]:
    return {plain_words(label): identifier for identifier, label in enumerations.choices(enumeration).items()}


def _identifier(enumeration: str, column: str, written: str) -> int:
    found = _identifiers(enumeration).get(plain_words(written))
    if found is None:
        raise _refused(column, written)
    return found


def _method(own: Mapping[str, str]) -> int:
    """Subject of the assessment; for flats the table gives it in three columns. -1 when they do not tell it."""
    known = _identifiers("methode_application_dpe_log")
    subject = own.get("methode_application_dpe", "")
    heating, hot_water = own.get("type_installation_chauffage", ""), own.get("type_installation_ecs", "")
    return known.get(plain_words(subject), known.get(plain_words(f"{subject} chauffage {heating} ecs {hot_water}"), -1))


def _day(written: str) -> np.datetime64:
    try:
        return np.datetime64(datetime.date.fromisoformat(written[:10]), "D")
    except ValueError as error:
        raise _refused("date_etablissement_dpe", written) from error


def _totals(own: Mapping[str, str]) -> dict[str, Any]:
    fields = {field.name: field for field in TOTALS}
    totals: dict[str, Any] = {}
    for ours, theirs in TOTAL_COLUMNS.items():
        value = _figure(fields[ours], theirs, own)
        if value is not None:
            totals[ours] = value
    for ours, theirs in LABELS.items():
        written = own.get(theirs, "")
        if written:
            if written not in "ABCDEFG":
                raise _refused(theirs, written)
            totals[ours] = written
    return totals


def _place(own: Mapping[str, str]) -> Place:
    def first(*columns: str) -> str:
        return next((own[column] for column in columns if own.get(column)), "")

    sure = _float(first("score_ban"), 1.0) >= _SURE_SCORE
    return Place(
        address=first("adresse_ban", "adresse_brut"),
        complement=first("complement_adresse_logement"),
        postcode=first("code_postal_ban", "code_postal_brut"),
        commune_insee=first("code_insee_ban"),
        commune=first("nom_commune_ban", "nom_commune_brut"),
        street=first("nom_rue_ban"),
        house_number=first("numero_voie_ban"),
        ban_id=first("identifiant_ban"),
        x_m=_float(first("coordonnee_cartographique_x_ban"), math.nan) if sure else math.nan,
        y_m=_float(first("coordonnee_cartographique_y_ban"), math.nan) if sure else math.nan,
    )


def _float(written: str, otherwise: float) -> float:
    try:
        value = float(written)
    except ValueError:
        return otherwise
    return value if math.isfinite(value) else otherwise
