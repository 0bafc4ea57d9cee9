"""One dwelling on its way into the project, whatever file it comes from."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from rehab_app.domain.catalogue.records import TOTALS
from rehab_app.domain.fields import Kind
from rehab_app.domain.table import Stock
from rehab_app.exchange.addresses import Address, number_in, parse_address, street_in
from rehab_app.exchange.dpe_official import Place
from rehab_app.exchange.dpe_xml import DpeFile
from rehab_app.exchange.open_data import OpenDwelling

# Blocks of `sortie` where the totals of the catalogue stand.
_BLOCKS = ("deperdition", "apport_et_besoin", "ef_conso", "ep_conso", "emission_ges", "cout", "qualite_isolation")


@dataclass(frozen=True, slots=True)
class DwellingDraft:
    """A dwelling read from a file, before it is known whether it is new.

    Attributes:
        source, row: where it stands, for the report.
        dpe_number: "" when it has none.
        assessed_on: NaT when not known.
        identity: columns of records.HOME, without building and owner.
        columns: columns of the `dwelling` table of the engine that the source gives.
        stock: the parts, of exactly one dwelling; None when the source knows no parts.
        reference: totals and `official` for `reference_result`; None when the source is no DPE.
        fingerprint: the same for the same content.
        address: for comparison.
        street, house_number: as written, "" when not known.
        x_m, y_m: Lambert-93 coordinates, NaN when not known.
        flat: True for a flat or a whole building of flats, which an address alone does not name.
        summary: True for a row of the open-data table, which sums up a DPE that exists in full elsewhere.
        owner, household: columns of these tables that the source gives.
    """

    source: str
    row: int | None
    dpe_number: str
    assessed_on: np.datetime64
    identity: Mapping[str, Any]
    columns: Mapping[str, Any]
    stock: Stock | None
    reference: Mapping[str, Any] | None
    fingerprint: str
    address: Address
    street: str = ""
    house_number: str = ""
    x_m: float = math.nan
    y_m: float = math.nan
    flat: bool = False
    summary: bool = False
    owner: Mapping[str, Any] = field(default_factory=dict)
    household: Mapping[str, Any] = field(default_factory=dict)

    def over(self, earlier: "DwellingDraft") -> "DwellingDraft":
        """This draft laid over an earlier one about the same dwelling: what it does not give stays, and a full
        description is not overruled by a list, whichever came first."""
        full, other = (self, earlier) if self.stock is not None else (earlier, self)
        columns = {**earlier.columns, **self.columns}
        stock = full.stock
        if stock is not None:
            gaps = {name: value for name, value in other.columns.items() if is_missing(full.columns.get(name))}
            columns = {**full.columns, **gaps}
            number = {} if full.dpe_number else {"dpe_number": other.dpe_number}
            stock = _completed(stock, {**gaps, **number})
        return replace(
            self,
            dpe_number=self.dpe_number or earlier.dpe_number,
            assessed_on=earlier.assessed_on if np.isnat(self.assessed_on) else self.assessed_on,
            identity={**earlier.identity, **given(self.identity)},
            columns=columns,
            stock=stock,
            reference=self.reference if self.reference is not None else earlier.reference,
            fingerprint=full.fingerprint,
            street=self.street or earlier.street,
            house_number=self.house_number or earlier.house_number,
            address=self.address if self.address.complete else earlier.address,
            x_m=earlier.x_m if math.isnan(self.x_m) else self.x_m,
            y_m=earlier.y_m if math.isnan(self.y_m) else self.y_m,
            owner={**earlier.owner, **self.owner},
            household={**earlier.household, **self.household},
        )


def is_missing(value: Any) -> bool:
    """True for a value that stands for "not known", of whatever kind."""
    return bool(value is None or value == "" or value != value or (isinstance(value, np.integer) and value < 0))


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that are known."""
    return {name: value for name, value in values.items() if not is_missing(value)}


def _completed(stock: Stock, gaps: Mapping[str, Any]) -> Stock:
    table = stock["dwelling"]
    columns = {name: np.array([value], dtype=table[name].dtype) for name, value in gaps.items()}
    return stock.replace(dwelling=table.replace(**columns))


_HOUSE_METHODS = frozenset({1, 14, 18})  # enum_methode_application_dpe_log_id of single-family houses
_OWN = frozenset({"dpe_number", "assessed_on"})  # fields of the draft itself


def is_flat(method_id: int) -> bool:
    """True when the subject of an assessment is known and is no single-family house."""
    return method_id >= 0 and method_id not in _HOUSE_METHODS


def _identity(place: Place) -> dict[str, Any]:
    return {
        "address": place.address,
        "complement": place.complement,
        "postcode": place.postcode,
        "commune_insee": place.commune_insee,
        "ban_id": place.ban_id,
        "origin": "official",
    }


def draft_from_dpe(file: DpeFile) -> DwellingDraft:
    """The draft of an official DPE file."""
    place = file.place
    dwelling = file.stock["dwelling"]
    return DwellingDraft(
        source=file.name,
        row=None,
        dpe_number=file.number,
        assessed_on=file.assessed_on,
        identity=_identity(place),
        columns={name: column[0] for name, column in dwelling.columns.items() if name not in _OWN},
        stock=file.stock,
        reference=_reference(file),
        fingerprint=fingerprint(file.stock),
        address=parse_address(place.address, place.postcode, place.complement, place.house_number, place.street),
        street=place.street or street_in(place.address),
        house_number=place.house_number or number_in(place.address),
        x_m=place.x_m,
        y_m=place.y_m,
        flat=is_flat(dwelling["method_id"][0]),
    )


def draft_from_open_data(source: str, row: OpenDwelling) -> DwellingDraft:
    """The draft of a row of the open-data table."""
    place = row.place
    said = repr((row.dpe_number, row.assessed_on, place, sorted(row.columns.items()), sorted(row.totals.items())))
    return DwellingDraft(
        source=source,
        row=row.row,
        dpe_number=row.dpe_number,
        assessed_on=row.assessed_on,
        identity=_identity(place),
        columns=row.columns,
        stock=None,
        reference={**row.totals, "official": {"summary": dict(row.words)}},
        fingerprint=hashlib.sha256(said.encode()).hexdigest()[:32],
        address=parse_address(place.address, place.postcode, place.complement, place.house_number, place.street),
        street=place.street or street_in(place.address),
        house_number=place.house_number or number_in(place.address),
        x_m=place.x_m,
        y_m=place.y_m,
        flat=is_flat(row.columns.get("method_id", -1)),
        summary=True,
    )


def fingerprint(stock: Stock) -> str:
    """The same for stocks with the same values; missing values and empty tables do not count."""
    digest = hashlib.sha256()
    for name in sorted(stock.tables):
        table = stock[name]
        if not len(table):
            continue
        digest.update(f"<{name}>".encode())
        for spec in table.spec.fields:
            column = table[spec.name]
            data = "\x1f".join(column).encode() if spec.kind is Kind.TEXT else column.tobytes()
            digest.update(data)
    return digest.hexdigest()[:32]


def _reference(file: DpeFile) -> dict[str, Any]:
    """Totals in columns of their own, everything else that was computed as a structure."""
    sortie = file.sortie
    values: dict[str, Any] = {}
    for total in TOTALS:
        found = next((sortie[f"{block}/{total.dpe}"] for block in _BLOCKS if f"{block}/{total.dpe}" in sortie), None)
        if isinstance(found, str) == (total.kind is Kind.TEXT) and found is not None:
            values[total.name] = found
    parts = {
        table: {tag: [None if math.isnan(v) else v for v in column.tolist()] for tag, column in tags.items()}
        for table, tags in file.official.items()
        if tags
    }
    values["official"] = {"sortie": dict(sortie), "parts": parts} if sortie else {}
    return values
