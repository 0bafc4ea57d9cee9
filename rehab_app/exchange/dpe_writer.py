"""Writes one dwelling as a file in the format of the official DPE, inputs only.

Structure and tags: ADEME, observatoire DPE-Audit, XSD of the DPE 2.6, with `numero_dpe` and `statut` first as in the
files the observatory hands out. Left out, because they are answers and not inputs: `sortie`, every
`donnee_intermediaire` but the characteristics read off an appliance, `fiche_technique_collection`,
`justificatif_collection`, `descriptif_*`. Also left out: `sortie/confort_ete/brasseur_air` (`ceiling_fan`),
product references, `data_complementaires`, and everything about the certified assessor, who does not exist here.
"""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.stock import DWELLING_TABLE, PART_TABLES
from rehab_app.domain.fields import Field, Kind
from rehab_app.domain.table import Stock, Table
from rehab_app.exchange.dpe_official import Place
from rehab_app.exchange.dpe_references import with_references

VERSION = "2.6"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPECS = {spec.name: spec for spec in PART_TABLES}

_GENERAL = (
    "construction_year",
    "construction_period_id",
    "method_id",
    "living_area_m2",
    "building_storeys",
    "storeys",
    "ceiling_height_m",
    "building_living_area_m2",
    "dwellings_in_building",
)
_WEATHER = ("climate_zone_id", "altitude_m", "altitude_class_id", "old_materials")
_INERTIA = ("heavy_floor", "heavy_roof", "heavy_walls", "inertia_class_id")


def write_dpe(stock: Stock, place: Place | None = None) -> bytes:
    """The DPE file of a stock of exactly one dwelling, UTF-8.

    `read_dpe` gives back `with_references(stock)`, but for `ceiling_fan`.

    Raises:
        ValueError: the stock does not hold exactly one dwelling.
        RehabError: a text holds a character that no XML file may hold.
    """
    if stock.size != 1:
        raise ValueError(f"a DPE file describes one dwelling, not {stock.size}")
    stock = with_references(stock)
    root = ET.Element("dpe", version="8.0.4")
    _write(root, stock["dwelling"], 0, ("dpe_number",))
    ET.SubElement(root, "statut").text = "ACTIF"
    _administrative(root, stock["dwelling"], place or Place())
    home = ET.SubElement(root, "logement")
    _description(home, stock)
    _systems(home, stock)
    if len(stock["sampled_dwelling"]):
        _collection(ET.SubElement(root, "dpe_immeuble"), stock, "sampled_dwelling", "logement_visite", nested=False)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _administrative(root: ET.Element, dwelling: Table, place: Place) -> None:
    block = ET.SubElement(root, "administratif")
    version = str(dwelling["dpe_version"][0]) or VERSION
    ET.SubElement(block, "enum_version_id").text = version
    _write(block, dwelling, 0, ("assessed_on", "dpe_model_id"))
    address = ET.SubElement(ET.SubElement(ET.SubElement(block, "geolocalisation"), "adresses"), "adresse_bien")
    for tag, value in {
        "adresse_brut": place.address,
        "code_postal_brut": place.postcode,
        "nom_commune_brut": place.commune,
        "label_brut": place.address,
        "ban_id": place.ban_id,
        "ban_label": place.address,
        "ban_housenumber": place.house_number,
        "ban_street": place.street,
        "ban_citycode": place.commune_insee,
        "ban_postcode": place.postcode,
        "ban_city": place.commune,
        "ban_x": _decimal(place.x_m),
        "ban_y": _decimal(place.y_m),
        "compl_ref_logement": place.complement,
    }.items():
        if value:
            ET.SubElement(address, tag).text = _text(value, tag)


def _description(home: ET.Element, stock: Stock) -> None:
    dwelling = stock["dwelling"]
    general = ET.SubElement(home, "caracteristique_generale")
    _write(general, dwelling, 0, _GENERAL)
    if dwelling["visited"][0] >= 0:
        ET.SubElement(general, "appartement_non_visite").text = str(1 - int(dwelling["visited"][0]))
    _write(ET.SubElement(home, "meteo"), dwelling, 0, _WEATHER)
    envelope = ET.SubElement(home, "enveloppe")
    _write(ET.SubElement(envelope, "inertie"), dwelling, 0, _INERTIA)
    _collection(envelope, stock, "wall", "mur")
    _collection(envelope, stock, "floor", "plancher_bas")
    _collection(envelope, stock, "roof", "plancher_haut")
    _windows(envelope, stock)
    _collection(envelope, stock, "door", "porte")
    for number, sunspace in _collection(envelope, stock, "sunspace", "ets"):
        _children(sunspace, stock, "sunspace_window", "baie_ets", "sunspace_number", number)
    _collection(envelope, stock, "bridge", "pont_thermique")


def _windows(envelope: ET.Element, stock: Stock) -> None:
    table, masks = stock["window"], stock["window_mask"]
    for row, (number, window) in enumerate(_collection(envelope, stock, "window", "baie_vitree")):
        entered = window.find("donnee_entree")
        assert entered is not None
        if (masks["window_number"] == number).any():
            _children(
                entered, stock, "window_mask", "masque_lointain_non_homogene", "window_number", number, nested=False
            )
        inner = [field for field in table.spec.fields if field.name.startswith("second_")]
        if any(_written(field, table[field.name][row]) for field in inner):
            double = ET.SubElement(ET.SubElement(window, "baie_vitree_double_fenetre"), "donnee_entree")
            _fields(double, table, row, inner)


def _systems(home: ET.Element, stock: Stock) -> None:
    _collection(home, stock, "ventilation", "ventilation")
    _collection(home, stock, "cooling", "climatisation")
    if len(stock["panel"]):
        production = ET.SubElement(home, "production_elec_enr")
        ET.SubElement(ET.SubElement(production, "donnee_entree"), "presence_production_pv").text = "1"
        _collection(production, stock, "panel", "panneaux_pv", nested=False)
    told = len(stock["hot_water"]) > 0 or stock["dwelling"]["without_hot_water"][0] == 1
    for number, installation in _collection(home, stock, "hot_water", "installation_ecs") if told else ():
        _children(installation, stock, "hot_water_generator", "generateur_ecs", "hot_water_number", number)
    for number, installation in _collection(home, stock, "heating", "installation_chauffage"):
        _children(installation, stock, "heating_emitter", "emetteur_chauffage", "heating_number", number)
        _children(installation, stock, "heating_generator", "generateur_chauffage", "heating_number", number)


def _collection(
    parent: ET.Element, stock: Stock, table: str, tag: str, nested: bool = True
) -> list[tuple[int, ET.Element]]:
    """Write every part of a table under `<tag>_collection`; number and element of each, in the order written."""
    rows = range(len(stock[table]))
    return list(_parts(ET.SubElement(parent, f"{tag}_collection"), stock[table], rows, tag, nested))


def _children(
    parent: ET.Element, stock: Stock, table: str, tag: str, link: str, number: int, nested: bool = True
) -> None:
    """Write the parts of a table that name `number` in their column `link`."""
    rows = (stock[table][link] == number).nonzero()[0]
    list(_parts(ET.SubElement(parent, f"{tag}_collection"), stock[table], rows, tag, nested))


def _parts(
    collection: ET.Element, table: Table, rows: Iterable[int], tag: str, nested: bool
) -> Iterator[tuple[int, ET.Element]]:
    plain = [field for field in table.spec.fields if not field.name.startswith(("second_", "measured_"))]
    measured = [field for field in table.spec.fields if field.name.startswith("measured_")]
    for row in rows:
        part = ET.SubElement(collection, tag)
        _fields(ET.SubElement(part, "donnee_entree") if nested else part, table, row, plain)
        if any(_written(field, table[field.name][row]) for field in measured):
            _fields(ET.SubElement(part, "donnee_intermediaire"), table, row, measured)
        yield int(table["number"][row]), part


def _write(parent: ET.Element, table: Table, row: int, names: Iterable[str]) -> None:
    _fields(parent, table, row, [DWELLING_TABLE.field(name) for name in names])


def _fields(parent: ET.Element, table: Table, row: int, fields: Iterable[Field]) -> None:
    for field in fields:
        value = _written(field, table[field.name][row]) if field.dpe else ""
        if value:
            ET.SubElement(parent, field.dpe).text = value


def _written(field: Field, value: Any) -> str:
    """The value as the file writes it, "" when it is missing."""
    if field.kind is Kind.TEXT:
        return _text(str(value), field.label)
    if field.kind is Kind.DATE:
        return "" if value != value else str(value)  # NaT differs from itself
    if field.kind is Kind.NUMBER:
        return _decimal(float(value))
    return "" if value < 0 else str(int(value))


def _decimal(value: float) -> str:
    return "" if math.isnan(value) else repr(value).removesuffix(".0")


def _text(value: str, where: str) -> str:
    if _FORBIDDEN.search(value):
        raise RehabError(_("This text holds a control character that an XML file cannot hold."), _(where))
    return value
