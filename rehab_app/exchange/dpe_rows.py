"""Rows of the catalogue's tables, read from the elements of one DPE file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.exchange.dpe_tags import INPUTS, MEASURED, SECOND_WINDOW, Tags
from rehab_app.exchange.xml_guard import place

Row = dict[str, Any]

_ENVELOPE = (
    ("mur", "wall"),
    ("plancher_bas", "floor"),
    ("plancher_haut", "roof"),
    ("baie_vitree", "window"),
    ("porte", "door"),
    ("pont_thermique", "bridge"),
    ("ets", "sunspace"),
)
_DWELLING_BLOCKS = (
    "administratif",
    "logement/caracteristique_generale",
    "logement/meteo",
    "logement/enveloppe/inertie",
)


def leaf_text(leaf: etree._Element) -> str:
    """Text of a leaf without blanks; "" when it is missing or empty."""
    text: str | None = leaf.text
    return text.strip() if text else ""


def child(parent: etree._Element | None, tag: str) -> etree._Element | None:
    """First child of that name, None without one: what `find` gives for a plain name, several times faster."""
    return None if parent is None else next(parent.iterchildren(tag), None)


def items(parent: etree._Element | None, tag: str) -> Iterator[etree._Element]:
    """Items of the collection `<tag>_collection` of an element; none when it is absent."""
    collection = child(parent, f"{tag}_collection")
    return iter(()) if collection is None else collection.iterchildren(tag)


@dataclass(slots=True)
class RowReader:
    """Collects rows by table, and beside them the elements that hold the official intermediate results.

    Attributes:
        name: of the file, for messages.
        rows: table name to rows, numbered 1, 2, … in the order of the file.
        results: table name to the `donnee_intermediaire` element of each row, None where there is none.
    """

    name: str
    rows: dict[str, list[Row]] = field(default_factory=dict)
    results: dict[str, list[etree._Element | None]] = field(default_factory=dict)

    def read(self, root: etree._Element) -> None:
        """All tables of the file."""
        self._read_dwelling(root)
        dwelling = child(root, "logement")
        envelope = child(dwelling, "enveloppe")
        for tag, table in _ENVELOPE:
            for item in items(envelope, tag):
                number = self._add(table, item)
                if tag == "baie_vitree":
                    self._read_window(item, number)
                elif tag == "ets":
                    self._add_all("sunspace_window", item, "baie_ets", sunspace_number=number)
        self._add_all("ventilation", dwelling, "ventilation")
        self._add_all("cooling", dwelling, "climatisation")
        for item in items(dwelling, "installation_chauffage"):
            number = self._add("heating", item)
            self._add_all("heating_emitter", item, "emetteur_chauffage", heating_number=number)
            self._add_all("heating_generator", item, "generateur_chauffage", heating_number=number)
        declared = child(dwelling, "installation_ecs_collection")
        if declared is not None and next(declared.iterchildren(), None) is None:
            self.rows["dwelling"][0]["without_hot_water"] = 1
        for item in items(dwelling, "installation_ecs"):
            number = self._add("hot_water", item)
            self._add_all("hot_water_generator", item, "generateur_ecs", hot_water_number=number)
        self._add_all("panel", child(dwelling, "production_elec_enr"), "panneaux_pv")
        self._add_all("sampled_dwelling", child(root, "dpe_immeuble"), "logement_visite")

    def _read_dwelling(self, root: etree._Element) -> None:
        tags = INPUTS["dwelling"]
        row: Row = {}
        self._read_leaves(root, tags, row)
        for path in _DWELLING_BLOCKS:
            block = root.find(path)
            if block is not None:
                self._read_leaves(block, tags, row)
        not_visited = root.findtext("logement/caracteristique_generale/appartement_non_visite", "").strip()
        if not_visited in ("0", "1"):
            row["visited"] = 1 - int(not_visited)
        self.rows["dwelling"] = [row]
        self.results["dwelling"] = [root.find("logement/production_elec_enr/donnee_intermediaire")]

    def _read_window(self, item: etree._Element, number: int) -> None:
        second = child(child(item, "baie_vitree_double_fenetre"), "donnee_entree")
        if second is not None:
            self._read_leaves(second, SECOND_WINDOW, self.rows["window"][-1])
        self._add_all("window_mask", child(item, "donnee_entree"), "masque_lointain_non_homogene", window_number=number)

    def _add_all(self, table: str, parent: etree._Element | None, tag: str, **links: int) -> None:
        for item in items(parent, tag):
            self._add(table, item, **links)

    def _add(self, table: str, item: etree._Element, **links: int) -> int:
        rows = self.rows.setdefault(table, [])
        row: Row = {"dwelling": 0, "number": len(rows) + 1, **links}
        entered = child(item, "donnee_entree")
        self._read_leaves(item if entered is None else entered, INPUTS[table], row)
        found = child(item, "donnee_intermediaire")
        if table in MEASURED and found is not None:
            method = row.get("characteristics_method_id", 1)
            self._read_leaves(found, MEASURED[table].get(method, {}), row)
        rows.append(row)
        self.results.setdefault(table, []).append(found)
        return len(rows)

    def _read_leaves(self, parent: etree._Element, tags: Tags, row: Row) -> None:
        for leaf in parent:
            entry = tags.get(leaf.tag)
            if entry is None:
                continue
            written: str = leaf.text  # the hottest line of a reading: no call for what is empty
            if not written or not (written := written.strip()):
                continue
            column, convert = entry
            try:
                row[column] = convert(written)
            except (ValueError, OverflowError) as error:
                raise RehabError(
                    _("“{value}” is not a value of <{tag}>.").format(value=written[:40], tag=leaf.tag),
                    place(self.name, leaf.sourceline),
                    _("Correct the value in the software that made the file."),
                ) from error
