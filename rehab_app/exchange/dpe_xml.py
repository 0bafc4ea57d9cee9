"""The official DPE file (ADEME, XSD 1 to 2.6): one dwelling with all its parts, and the official results beside.

Only what the assessor entered goes into the stock. Results of the certified software stay in `DpeFile.official` and
`DpeFile.sortie`, for reference and comparison; a file and its copy without results give the same stock.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from lxml import etree

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.domain.table import Stock, Table, empty, from_rows
from rehab_app.exchange.dpe_links import repair_units, resolve_links
from rehab_app.exchange.dpe_official import FloatColumn, Output, Place, official_columns, read_place, read_sortie
from rehab_app.exchange.dpe_quirks import repair_quirks
from rehab_app.exchange.dpe_rows import RowReader
from rehab_app.exchange.xml_guard import parse_xml, place

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
# Elements marked as missing that hold a text all the same: rare, and only then worth a walk through the file.
_NIL_WITH_TEXT = re.compile(rb"""nil=["'](?:true|1)["'][^>/]*>\s*[^<\s]""")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_EMPTY: Mapping[str, Table] = {spec.name: empty(spec) for spec in STOCK_TABLES}


@dataclass(frozen=True, slots=True)
class DpeFile:
    """One official DPE file.

    Attributes:
        name: of the file.
        number: of the DPE ("2387E0028605Q"), "" when the file carries none.
        stock: the tables of one dwelling, as entered by the assessor.
        official: table name to the official intermediate values, by tag of `donnee_intermediaire`, one float a row
            of that table (NaN where not filed). Production of the panels stands under "dwelling".
        sortie: official totals, "block/tag" to number or text; "sortie_par_energie" holds a list.
        place: address and coordinates.
        assessed_on: day of the assessment, NaT when missing.
    """

    name: str
    number: str
    stock: Stock
    official: Mapping[str, Mapping[str, FloatColumn]]
    sortie: Mapping[str, Output]
    place: Place
    assessed_on: np.datetime64


def read_dpe(source: Path | bytes, name: str = "") -> DpeFile:
    """Read one DPE of an existing home.

    Args:
        source: the file, or its content.
        name: told in messages; the file's own name by default.

    Raises:
        RehabError: unreadable, hostile, foreign or incomplete file, or a value that is none; it names the file and
            the line.
    """
    if isinstance(source, Path):
        name = name or source.name
        try:
            source = source.read_bytes()
        except OSError as error:
            raise RehabError(_("The file cannot be opened."), name, _("Check that you may read it.")) from error
    root = parse_xml(source, name)
    if root.tag.startswith("{"):
        _without_namespaces(root)
    if _NIL_WITH_TEXT.search(source) or source.startswith(_UTF16):
        _empty_nil(root)
    _refuse_other_files(root, name)
    reader = RowReader(name)
    reader.read(root)
    resolve_links(reader.rows)
    repair_units(reader.rows)
    repair_quirks(root, reader.rows)
    dwelling = reader.rows["dwelling"][0]
    return DpeFile(
        name=name,
        number=dwelling.get("dpe_number", ""),
        stock=_stock(reader),
        official=official_columns(reader.results),
        sortie=read_sortie(root),
        place=read_place(root),
        assessed_on=dwelling.get("assessed_on", np.datetime64("NaT", "D")),
    )


def _stock(reader: RowReader) -> Stock:
    return Stock(
        {
            spec.name: from_rows(spec, reader.rows[spec.name]) if spec.name in reader.rows else _EMPTY[spec.name]
            for spec in STOCK_TABLES
        }
    )


def _without_namespaces(root: etree._Element) -> None:
    """Name elements by their local names, in place: the official schema has none, some exports add one."""
    for element in root.iter():
        element.tag = etree.QName(element).localname


def _empty_nil(root: etree._Element) -> None:
    """Take the text of elements marked as missing away, in place."""
    for element in root.iter():
        if element.get(_NIL) in ("true", "1"):
            element.text = None


def _refuse_other_files(root: etree._Element, name: str) -> None:
    where = place(name, root.sourceline)
    if root.tag == "audit":
        raise RehabError(_("This is an energy audit, not a DPE."), where, _("Import the DPE of the same home."))
    if root.tag != "dpe":
        raise RehabError(
            _("This XML is not a DPE: its root is <{tag}>, not <dpe>.").format(tag=str(root.tag)[:60]),
            where,
            _("Check that it is the right file."),
        )
    if root.find("logement_neuf") is not None:
        raise RehabError(_("This is the DPE of a new building (<logement_neuf>); only existing homes are read."), where)
    if root.find("tertiaire") is not None:
        raise RehabError(_("This is the DPE of a non-residential building (<tertiaire>); only homes are read."), where)
    for path in ("administratif", "logement", "logement/caracteristique_generale", "logement/enveloppe"):
        if root.find(path) is None:
            raise RehabError(
                _("The DPE is incomplete: <{tag}> is missing.").format(tag=path),
                where,
                _("Ask for it again where it comes from."),
            )
