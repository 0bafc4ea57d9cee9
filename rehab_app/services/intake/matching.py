"""Which dwelling of the project a draft is about, and what becomes of the draft."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.exchange.addresses import Address, parse_address
from rehab_app.services.intake.drafts import DwellingDraft, fingerprint, is_flat
from rehab_app.storage.reading import Reader


@dataclass(slots=True)
class Known:
    """A dwelling of the project, or one that this import is about to add.

    Attributes:
        row_id, version: in the store; -1 for a dwelling about to be added.
        pending: position among the dwellings about to be added; -1 for one in the store.
        fingerprint: of the file it came from, "" when not known yet.
        described: True when it has parts, or will have.
        from_assessment: True when it has had parts since before this import.
    """

    row_id: int
    version: int
    dpe_number: str
    assessed_on: np.datetime64
    address: Address
    flat: bool
    described: bool
    from_assessment: bool
    fingerprint: str = ""
    pending: int = -1


@dataclass(slots=True)
class KnownDwellings:
    """Dwellings by DPE number, by content and by address."""

    by_number: dict[str, Known] = field(default_factory=dict)
    by_fingerprint: dict[str, Known] = field(default_factory=dict)
    by_address: dict[tuple[str, str], list[Known]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, reader: Reader) -> "KnownDwellings":
        """The dwellings of a project."""
        names = ("dpe_number", "assessed_on", "address", "complement", "postcode", "method_id")
        columns = reader.columns("dwelling", names)
        walls = reader.columns("wall", ("dwelling_id",))["dwelling_id"]
        described = set(np.unique(walls).tolist())
        prints = _fingerprints(reader)
        known = cls()
        for row in zip(*(columns[name] for name in ("id", "version", *names)), strict=True):
            row_id, version, number, assessed_on, address, complement, postcode, method = row
            known.add(
                Known(
                    row_id=int(row_id),
                    version=int(version),
                    dpe_number=number,
                    assessed_on=assessed_on,
                    address=parse_address(address, postcode, complement),
                    flat=is_flat(method),
                    described=int(row_id) in described,
                    from_assessment=int(row_id) in described,
                    fingerprint=prints.get(int(row_id), ""),
                )
            )
        return known

    def add(self, dwelling: Known) -> None:
        if dwelling.dpe_number:
            self.by_number[dwelling.dpe_number] = dwelling
        if dwelling.fingerprint:
            self.by_fingerprint[dwelling.fingerprint] = dwelling
        if dwelling.address.complete:
            self.by_address[dwelling.address.number, dwelling.address.street].append(dwelling)

    def find(self, draft: DwellingDraft) -> Known | None:
        """The dwelling a draft is about: the same DPE number, else the same address, else the same content without
        a number.

        An address names a dwelling when neither is a flat, or when the complement is there and the same.

        Raises:
            RehabError: several dwellings have this address, or nothing tells a flat from another.
        """
        if draft.dpe_number in self.by_number:
            return self.by_number[draft.dpe_number]
        found = [known for known in self._at(draft.address) if _same_home(draft, known)]
        if len(found) > 1:
            raise RehabError(
                _("Several dwellings of the project have this address."),
                remedy=_("Give the address complement (floor, door) or the DPE number."),
            )
        if not found and draft.stock is None and not draft.dpe_number:
            self._refuse_nameless_flat(draft)
        if not found and not draft.dpe_number:
            return self.by_fingerprint.get(draft.fingerprint)
        return found[0] if found else None

    def _refuse_nameless_flat(self, draft: DwellingDraft) -> None:
        nameless = [known for known in self._at(draft.address) if not known.address.complement and not known.dpe_number]
        if not draft.address.complement and nameless:
            raise RehabError(
                _("Nothing tells this flat from another one at this address."),
                remedy=_("Give the address complement (floor, door) or the DPE number."),
            )

    def _at(self, address: Address) -> list[Known]:
        if not address.complete:
            return []
        return [
            known
            for known in self.by_address.get((address.number, address.street), [])
            if not address.postcode or known.address.postcode in ("", address.postcode)
        ]


def _same_home(draft: DwellingDraft, known: Known) -> bool:
    if draft.address.complement or known.address.complement:
        return draft.address.complement == known.address.complement
    return not (draft.flat or known.flat)


def _fingerprints(reader: Reader) -> dict[int, str]:
    """Fingerprint of the file each dwelling came from, by the dwelling's id."""
    columns = reader.columns("reference_result", ("dwelling_id", "official"))
    return {
        int(dwelling): str((official or {}).get("fingerprint", ""))
        for dwelling, official in zip(columns["dwelling_id"], columns["official"], strict=True)
    }


def is_same_file(draft: DwellingDraft, known: Known, reader: Reader) -> bool:
    """True when the file of the draft says nothing that the dwelling's own file did not say."""
    if not known.fingerprint and known.row_id >= 0:
        known.fingerprint = fingerprint(reader.stock([known.row_id])[0])
    return draft.fingerprint == known.fingerprint


def refuse_older(draft: DwellingDraft, known: Known) -> None:
    """RehabError when the project already holds a more recent DPE of this dwelling."""
    if draft.assessed_on < known.assessed_on:
        raise RehabError(
            _("The project holds a more recent DPE of this dwelling ({number}, {day}).").format(
                number=known.dpe_number, day=day(known.assessed_on.astype(object))
            ),
            remedy=_("Nothing to do; delete the dwelling first if the older DPE is the right one."),
        )
