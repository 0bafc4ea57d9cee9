"""The price schedule of a lot as a workbook: unit prices to fill in, totals as formulas."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rehab_app.core.format import day
from rehab_app.core.i18n import _, from_french
from rehab_app.domain.dossier import DECIMALS, ArtisanDossier, group_total, total
from rehab_app.reports.wording import lot_title

_MONEY = "#,##0.00\\ \\€"
_HEAD = Font(name="Source Sans Pro", bold=True, color="5B646D")
_PLAIN = Font(name="Source Sans Pro")
_STRONG = Font(name="Source Sans Pro", bold=True)
_TITLE = Font(name="Source Sans Pro", bold=True, size=16)
_TO_FILL = PatternFill("solid", fgColor="FFF4DF")
_LINE = Border(bottom=Side("thin", color="DDD9D0"))
_FIXED = (1980, 1, 1, 0, 0, 0)
_FIRST_ROW = 5


@dataclass(frozen=True, slots=True)
class Formula:
    """What a cell computes, without the equals sign."""

    text: str


def price_sheet(dossier: ArtisanDossier, target: BinaryIO) -> None:
    """Write the workbook: the schedule of the group, then the quantities by house priced from it.

    The quantities are those of the PDF. Same dossier, same bytes.
    """
    book = Workbook()
    schedule = book.active
    _schedule(dossier, schedule)
    if dossier.items:
        _houses(dossier, book.create_sheet(_("By house")), schedule.title)
    book.properties.title = f"{lot_title(dossier)}, {dossier.group}"
    book.properties.creator = "Réhab Quartier"
    book.properties.language = "fr-FR"
    written = BytesIO()
    book.save(written)
    _without_clock(written, target, dossier)


def _schedule(dossier: ArtisanDossier, sheet: Worksheet) -> None:
    sheet.title = _("Price schedule")
    _head(dossier, sheet)
    headings = (
        _("No."),
        _("Designation"),
        _("Unit"),
        _("Quantity"),
        _("Unit price before tax (€)"),
        _("Total before tax (€)"),
    )
    _row(sheet, _FIRST_ROW - 1, headings, _HEAD)
    row = _FIRST_ROW
    for row, item in enumerate(dossier.items, _FIRST_ROW):
        quantity, total_cell = group_total(dossier, item), Formula(f"D{row}*E{row}")
        _row(sheet, row, (item.number, item.designation, from_french(item.unit), quantity, None, total_cell))
        sheet.cell(row, 4).number_format = _pattern(item.unit)
        sheet.cell(row, 5).fill = _TO_FILL
        for column in (5, 6):
            sheet.cell(row, column).number_format = _MONEY
    last = row
    if dossier.items:
        _row(sheet, last + 1, ("", _("Total before tax"), "", "", "", Formula(f"SUM(F{_FIRST_ROW}:F{last})")), _STRONG)
        sheet.cell(last + 1, 6).number_format = _MONEY
    _widths(sheet, (8, 58, 8, 14, 24, 24))


def _houses(dossier: ArtisanDossier, sheet: Worksheet, schedule: str) -> None:
    _head(dossier, sheet)
    items = [f"{item.number} {item.short} ({from_french(item.unit)})" for item in dossier.items]
    _row(sheet, _FIRST_ROW - 1, (_("No."), _("Address"), *items, _("Total before tax (€)")), _HEAD)
    prices = [f"'{schedule}'!$E${_FIRST_ROW + position}" for position in range(len(dossier.items))]
    row = _FIRST_ROW - 1
    for row, house in enumerate(dossier.houses, _FIRST_ROW):
        quantities = [total(house.lines, item) for item in dossier.items]
        products = [f"{get_column_letter(column)}{row}*{price}" for column, price in enumerate(prices, 3)]
        _row(sheet, row, (house.key, house.address, *quantities, Formula("+".join(products))))
    _widths(sheet, (8, 40, *(20 for _item in dossier.items), 24))
    if row < _FIRST_ROW:
        return
    letters = [get_column_letter(column) for column in range(3, 4 + len(dossier.items))]
    totals = [Formula(f"SUM({letter}{_FIRST_ROW}:{letter}{row})") for letter in letters]
    _row(sheet, row + 1, ("", _("Total"), *totals), _STRONG)
    for line in range(_FIRST_ROW, row + 2):
        for column, item in enumerate(dossier.items, 3):
            sheet.cell(line, column).number_format = _pattern(item.unit)
        sheet.cell(line, 3 + len(dossier.items)).number_format = _MONEY


def _head(dossier: ArtisanDossier, sheet: Worksheet) -> None:
    edition = dossier.edition
    sheet["A1"] = f"{lot_title(dossier)}, {dossier.group}"
    sheet["A1"].font = _TITLE
    version = _("version {number} of {date}").format(number=edition.version, date=day(edition.made_on))
    words = [edition.operation, edition.town, version]
    if edition.fictional:
        words.append(_("Fictional: nothing here exists"))
    sheet["A2"] = " · ".join(word for word in words if word)
    sheet["A2"].font = _PLAIN
    sheet.freeze_panes = sheet.cell(_FIRST_ROW, 3)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_FIRST_ROW - 1}:{_FIRST_ROW - 1}"


def _row(sheet: Worksheet, row: int, values: tuple[object, ...], font: Font = _PLAIN) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, f"={value.text}" if isinstance(value, Formula) else value)
        if isinstance(value, str):
            cell.data_type = "s"  # an address that begins with "=" is no formula
        cell.font = font
        cell.border = _LINE
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _widths(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _pattern(unit: str) -> str:
    decimals = DECIMALS.get(unit, 0)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _without_clock(book: BytesIO, target: BinaryIO, dossier: ArtisanDossier) -> None:
    """Copy a workbook with the date of its edition in place of the time of writing."""
    stamp = f"{dossier.edition.made_on.isoformat()}T12:00:00Z"
    with zipfile.ZipFile(book) as read, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in read.namelist():
            content = read.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", stamp.encode(), content)
            made.writestr(zipfile.ZipInfo(name, _FIXED), content, zipfile.ZIP_DEFLATED)
