"""Rows of a mapped table as drafts of dwellings or as firms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, in_each_language
from rehab_app.domain.catalogue.places import HOME
from rehab_app.domain.catalogue.stock import DWELLING_TABLE
from rehab_app.domain.works import LOTS
from rehab_app.exchange.addresses import number_in, parse_address, plain_words, street_in
from rehab_app.exchange.cell_values import read_cell, says_nothing
from rehab_app.exchange.grid import Grid
from rehab_app.exchange.mapping import Proposal, fields_of
from rehab_app.services.intake.drafts import DwellingDraft, is_flat
from rehab_app.services.intake.report import ImportReport, Outcome

_HOUSE_WORDS = frozenset({"maison", "maison individuelle", "individuel", "pavillon", "house"})
_FLAT_WORDS = frozenset({"appartement", "collectif", "flat", "immeuble", "logement collectif"})
_OWN_HOUSE = 1  # enum_methode_application_dpe_log_id: dpe maison individuelle
_IDENTITY = frozenset(HOME.names)
_ENGINE = frozenset(DWELLING_TABLE.names)

Values = dict[str, Any]  # by key, "table.field"


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A row about a firm: its own columns, and the qualification the row gives, if any."""

    source: str
    row: int
    values: Mapping[str, Any]
    qualification: Mapping[str, str]


def read_rows(grid: Grid, proposal: Proposal, report: ImportReport) -> Iterator[tuple[int, Values]]:
    """Values of each row by key; rows with a value that is none are told in the report, with their column."""
    fields = fields_of(proposal.family)
    columns = [(grid.headings.index(heading), heading, fields[key], key) for heading, key in proposal.mapping.items()]
    for number, cells in grid.rows:
        if len(cells) < len(grid.headings) and grid.encoding:
            report.add(
                grid.name,
                number,
                Outcome.REFUSED,
                _("The row has {count} cells for {columns} columns.").format(
                    count=len(cells), columns=len(grid.headings)
                ),
                _("Save the table again from the spreadsheet; the file may be cut short."),
            )
            continue
        values: Values = {}
        wrong: list[RehabError] = []
        for position, heading, field, key in columns:
            written = cells[position] if position < len(cells) else ""
            if says_nothing(field, written):
                continue
            try:
                values[key] = read_cell(field, written, grid.decimal)
            except RehabError as error:
                wrong.append(_in_column(error, heading))
        if wrong:  # all at once: the row is corrected once
            problem, remedy = " ".join(error.problem for error in wrong), " ".join(error.remedy for error in wrong)
            report.add(grid.name, number, Outcome.REFUSED, problem, remedy)
            continue
        yield number, values


def _in_column(error: RehabError, heading: str) -> RehabError:
    where = _("column {heading}").format(heading=heading)
    return RehabError(_("{name}: {value}").format(name=where, value=error.problem), remedy=error.remedy)


def dwelling_drafts(grid: Grid, proposal: Proposal, report: ImportReport) -> Iterator[DwellingDraft]:
    """One draft a row; rows that name no home are refused."""
    for number, values in read_rows(grid, proposal, report):
        try:
            yield dwelling_draft(grid.name, number, values)
        except RehabError as error:
            report.refuse(error, grid.name, number)


def dwelling_draft(source: str, row: int, values: Values) -> DwellingDraft:
    """The draft of a home as a list gives it; RehabError when nothing names it."""
    street = " ".join(values[key] for key in ("street.kind", "street.name") if key in values)
    house_number = values.get("building.house_number", "")
    written = values.get("dwelling.address", f"{house_number} {street}".strip())
    dpe_number = values.get("dwelling.dpe_number", "")
    if not written and not dpe_number:
        raise RehabError(
            _("The row gives neither an address nor a DPE number."), remedy=_("Complete the row and import it again.")
        )
    identity = _of_table(values, "dwelling", _IDENTITY)
    if written:
        identity["address"] = written
    columns = _of_table(values, "dwelling", _ENGINE)
    assessed_on = np.datetime64(columns.pop("assessed_on", "NaT"), "D")
    columns.pop("dpe_number", None)
    kind = plain_words(values.get("dwelling.kind", ""))
    if kind in _HOUSE_WORDS:
        columns.setdefault("method_id", _OWN_HOUSE)
    postcode, complement = identity.get("postcode", ""), identity.get("complement", "")
    return DwellingDraft(
        source=source,
        row=row,
        dpe_number=dpe_number,
        assessed_on=assessed_on,
        identity=identity,
        columns=columns,
        stock=None,
        reference=None,
        fingerprint="",
        address=parse_address(written, postcode, complement, house_number, street),
        street=street or street_in(written),
        house_number=house_number or number_in(written),
        flat=kind in _FLAT_WORDS or is_flat(columns.get("method_id", -1)),
        owner=_of_table(values, "owner"),
        household=_of_table(values, "household"),
    )


def _of_table(values: Values, table: str, names: frozenset[str] | None = None) -> Values:
    found = {key.split(".", 1)[1]: value for key, value in values.items() if key.startswith(f"{table}.")}
    return found if names is None else {name: value for name, value in found.items() if name in names}


def firm_rows(grid: Grid, proposal: Proposal, report: ImportReport) -> Iterator[FirmRow]:
    """One firm or one qualification of a firm a row."""
    for number, values in read_rows(grid, proposal, report):
        try:
            own = _of_table(values, "firm")
            if not own.get("name"):
                raise RehabError(_("The row names no firm."), remedy=_("Complete the row and import it again."))
            if "siret" in own:
                own["siret"] = _siret(own["siret"])
            if "phone" in own:
                own["phone"] = _phone(own["phone"])
            if "lots" in own:
                own["lots"] = _lots(own["lots"])
            yield FirmRow(grid.name, number, own, _of_table(values, "qualification"))
        except RehabError as error:
            report.refuse(error, grid.name, number)


def _siret(written: str) -> str:
    digits = "".join(written.split())
    if not digits.isdecimal() or len(digits) != 14:
        raise RehabError(
            _("“{value}” is not a SIRET: it has 14 digits.").format(value=written[:20]),
            remedy=_("Format the column as text in the spreadsheet, so that no digit is lost."),
        )
    return digits


def _phone(written: str) -> str:
    """A French number of which a spreadsheet dropped the zero in front, with it."""
    digits = "".join(written.split())
    return f"0{digits}" if len(digits) == 9 and digits.isdecimal() and digits[0] != "0" else written


def _lots(written: str) -> list[str]:
    labels = {plain_words(text): code for code, label in LOTS.items() for text in in_each_language(label)}
    found: list[str] = []
    for part in _parts(written):
        code = part if part in LOTS else labels.get(plain_words(part))
        if code is None:
            raise RehabError(
                _("“{value}” is not a trade.").format(value=part[:40]),
                remedy=_("Write one of: {choices}.").format(choices=", ".join(_(label) for label in LOTS.values())),
            )
        if code not in found:
            found.append(code)
    return found


def _parts(written: str) -> Sequence[str]:
    for separator in ("|", ";", "/", ","):
        if separator in written:
            return [part.strip() for part in written.split(separator) if part.strip()]
    return [written.strip()]
