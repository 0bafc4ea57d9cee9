"""Any table as a town has it, CSV or XLSX: separator, encoding, decimal sign and heading row found by looking."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.exchange.sources import DAMAGED
from rehab_app.exchange.xml_guard import place

MAX_ROWS = 1_000_000
_SEPARATORS = ";\t,|"
_LOOKED_AT = 20  # rows among which the headings are looked for
_MAX_SHEET_BYTES = 300_000_000
_NUMBER = re.compile(r"^[-+]?[\d\s\u00a0\u202f]*[.,]?\d+$")
_COMMA = re.compile(r"^[-+]?\d[\d\s\u00a0\u202f]*,\d+$")
_POINT = re.compile(r"^[-+]?\d[\d\s\u00a0\u202f]*\.\d+$")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts.

    Attributes:
        name: of the file.
        headings: as written, blanks collapsed.
        rows: number of the row as a spreadsheet counts it, and its cells; rows that are all empty are left out.
        decimal: "," or "." as numbers are written in it.
        encoding: of a text file; "" for a sheet.
    """

    name: str
    headings: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]]
    decimal: str
    encoding: str = ""


def read_csv_grid(data: bytes, name: str) -> Grid:
    """A text file with separators.

    Raises:
        RehabError: unknown encoding, a quote never closed, no row of headings, too many rows; it names the line.
    """
    text, encoding = decode(data, name)
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return _grid(_csv_rows(reader, name), name, encoding)


def _csv_rows(reader: Any, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, tuple(cells)
    except csv.Error as error:
        raise RehabError(
            _("The table is cut short or its quotation marks do not match."),
            place(name, reader.line_num),
            _("Save it again as CSV from the spreadsheet."),
        ) from error


def first_headings(data: bytes, name: str) -> list[str]:
    """The cells of the first line of a text file, as a first look."""
    newline = b"\n\0" if data.startswith(b"\xff\xfe") else b"\0\n" if data.startswith(b"\xfe\xff") else b"\n"
    text, _encoding = decode(data[:100_000].partition(newline)[0], name)
    return next(csv.reader(text.splitlines()[:1], delimiter=_separator(text)), [])


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text of a file and its encoding: UTF-8, UTF-16 with its mark, else Windows-1252, as French offices write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    raise RehabError(_("The characters of the file cannot be read."), place(name, line), _("Save it again as UTF-8."))


def _separator(text: str) -> str:
    """The separator that cuts the first lines into the same number of columns, the more the better."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:_LOOKED_AT]

    def regular(separator: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=separator)]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) if usual > 1 else 0), usual

    return max(_SEPARATORS, key=regular)


def read_sheet_grid(data: bytes, name: str) -> Grid:
    """The first sheet of an XLSX file that has rows.

    Raises:
        RehabError: damaged, protected or hostile file, no row of headings, too many rows.
    """
    _refuse_hostile_sheet(data, name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = list(_sheet_rows(sheet))
            if rows:
                return _grid(rows, name, "")
    except RehabError:
        raise
    except (*DAMAGED, InvalidFileException, SyntaxError, TypeError, AttributeError) as error:
        raise RehabError(
            _("The spreadsheet is damaged or protected."), name, _("Save it again as XLSX or CSV.")
        ) from error
    raise RehabError(_("The spreadsheet holds no row."), name, _("Check that it is the right file."))


def _refuse_hostile_sheet(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = sum(info.file_size for info in archive.infolist())
            doctype = total <= _MAX_SHEET_BYTES and any(
                b"<!DOCTYPE" in archive.open(info).read(4_096)
                for info in archive.infolist()
                if info.filename.endswith((".xml", ".rels"))
            )
    except DAMAGED as error:
        raise RehabError(
            _("The spreadsheet is damaged or protected."), name, _("Save it again as XLSX or CSV.")
        ) from error
    if total > _MAX_SHEET_BYTES or doctype:
        raise RehabError(
            _("The spreadsheet is built like an attack (far too large, or with a document type); it was not opened."),
            name,
            _("Ask for it again where it comes from, as CSV."),
        )


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MAX_ROWS:
            raise RehabError(_("The table has more than {count} rows.").format(count=MAX_ROWS))
        written = tuple(_written(cell) for cell in cells)
        if any(written):
            yield number, written


def _written(cell: Any) -> str:
    """A cell as a text: dates in ISO, whole numbers without decimals, numbers with a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return str(cell)


def _grid(rows: Iterable[tuple[int, tuple[str, ...]]], name: str, encoding: str) -> Grid:
    ahead: list[tuple[int, tuple[str, ...]]] = []
    headings: tuple[str, ...] = ()
    kept: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in rows:
        if number > MAX_ROWS:
            raise RehabError(_("The table has more than {count} rows.").format(count=MAX_ROWS), name)
        clean = tuple(" ".join(cell.split()) for cell in cells)
        if not any(clean):
            continue
        if headings:
            kept.append((number, clean))
        elif _is_heading(clean):
            headings = clean
        else:
            ahead.append((number, clean))
            if len(ahead) >= _LOOKED_AT:
                break
    if not headings:
        raise RehabError(
            _("No row of headings was found in the first rows."),
            name,
            _("Give the columns a row of headings, one text a column."),
        )
    headings = _trimmed(headings)
    return Grid(name, headings, kept, "." if not encoding else _decimal(kept), encoding)


def _is_heading(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) >= max(2, len(cells) // 2) and not any(_NUMBER.match(cell) for cell in filled)


def _trimmed(headings: tuple[str, ...]) -> tuple[str, ...]:
    last = max(position for position, heading in enumerate(headings) if heading)
    return headings[: last + 1]


def _decimal(rows: Sequence[tuple[int, tuple[str, ...]]]) -> str:
    cells = [cell for _number, row in rows[:500] for cell in row]
    commas = sum(bool(_COMMA.match(cell)) for cell in cells)
    points = sum(bool(_POINT.match(cell)) for cell in cells)
    return "," if commas > points else "."
