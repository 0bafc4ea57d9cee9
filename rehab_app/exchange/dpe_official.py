"""What certified software computed and where the home stands, read from a DPE file. Never an input of the engine."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from rehab_app.exchange.dpe_rows import leaf_text

FloatColumn = NDArray[np.float64]
Output = str | float | list[dict[str, str | float]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a home stands, as the file says; "" and NaN where it does not.

    Attributes:
        x_m, y_m: Lambert-93 coordinates (EPSG:2154).
    """

    address: str = ""
    complement: str = ""
    postcode: str = ""
    commune_insee: str = ""
    commune: str = ""
    street: str = ""
    house_number: str = ""
    ban_id: str = ""
    x_m: float = math.nan
    y_m: float = math.nan


_COMPLEMENTS = (
    "compl_nom_residence",
    "compl_ref_batiment",
    "compl_ref_cage_escalier",
    "compl_etage_appartement",
    "compl_ref_logement",
)


def read_place(root: etree._Element) -> Place:
    """Address of the home: what the national address base answered, else what the assessor typed."""
    element = root.find("administratif/geolocalisation/adresses/adresse_bien")
    if element is None:
        return Place()
    values = {leaf.tag: leaf_text(leaf) for leaf in element}

    def first(*tags: str) -> str:
        return next((values[tag] for tag in tags if values.get(tag)), "")

    return Place(
        address=first("ban_label", "label_brut", "adresse_brut"),
        complement=", ".join(values[tag] for tag in _COMPLEMENTS if values.get(tag)),
        postcode=first("ban_postcode", "code_postal_brut"),
        commune_insee=first("ban_citycode"),
        commune=first("ban_city", "nom_commune_brut"),
        street=first("ban_street"),
        house_number=first("ban_housenumber"),
        ban_id=first("ban_id", "ban_id_ban_adresse"),
        x_m=_float_or_nan(first("ban_x")),
        y_m=_float_or_nan(first("ban_y")),
    )


def official_columns(results: Mapping[str, Sequence[etree._Element | None]]) -> dict[str, dict[str, FloatColumn]]:
    """Official intermediate values: by table, then tag of `donnee_intermediaire`, one float a row (NaN: not filed)."""
    columns: dict[str, dict[str, FloatColumn]] = {}
    for table, elements in results.items():
        by_tag: dict[str, list[float]] = {}
        for position, element in enumerate(elements):
            for leaf in () if element is None else element:
                tag = leaf.tag
                if tag not in by_tag:
                    by_tag[tag] = [math.nan] * len(elements)
                by_tag[tag][position] = _float_or_nan(leaf.text)
        columns[table] = {tag: np.array(values) for tag, values in by_tag.items()}
    return columns


def read_sortie(root: etree._Element) -> dict[str, Output]:
    """The block `sortie` as "block/tag" to a number or a text; `sortie_par_energie` is a list of such mappings."""
    values: dict[str, Output] = {}
    block_parent = root.find("logement/sortie")
    for block in () if block_parent is None else block_parent:
        if block.tag == "sortie_par_energie_collection":
            values["sortie_par_energie"] = [{leaf.tag: _value(leaf_text(leaf)) for leaf in item} for item in block]
            continue
        for leaf in block:
            written = leaf_text(leaf)
            if written:
                values[f"{block.tag}/{leaf.tag}"] = _value(written)
    return values


def _value(written: str) -> str | float:
    number = _float_or_nan(written)
    return written if math.isnan(number) else number


def _float_or_nan(written: str | None) -> float:
    if not written:
        return math.nan
    try:
        value = float(written)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
