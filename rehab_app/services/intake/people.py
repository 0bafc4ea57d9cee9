"""Owners and households that a list gives with its dwellings, and what the project knows of a dwelling already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from rehab_app.exchange.addresses import plain_words
from rehab_app.services.intake.drafts import DwellingDraft, is_missing
from rehab_app.storage.writer import Writer

_PLACE = frozenset({"address", "complement", "postcode", "commune_insee", "ban_id"})
_CONTACTS = ("email", "phone")


class People:
    """Owners and households of the project while an import runs."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._owners: dict[int, dict[str, Any]] = {row["id"]: row for row in writer.rows("owner")}
        self._of_dwelling: dict[int, dict[str, Any]] = {row["id"]: row for row in writer.rows("dwelling")}
        self._households = {row["dwelling_id"]: row for row in writer.rows("household")}
        self._shared = {_shared_key(row): row["id"] for row in self._owners.values() if _shared_key(row) is not None}

    def knows(self, dwelling_id: int, draft: DwellingDraft) -> bool:
        """True when the draft of a table's row says nothing of the dwelling and its people that is not known yet."""
        dwelling = self._of_dwelling[dwelling_id]
        owner = self._owners.get(dwelling["owner_id"], {})
        household = self._households.get(dwelling_id, {})
        return not (
            _differs(dwelling, said_of_dwelling(draft))
            or _differs(owner, draft.owner)
            or _differs(household, draft.household)
        )

    def without_answers(self, dwelling_id: int, earlier: DwellingDraft | None, draft: DwellingDraft) -> DwellingDraft:
        """The draft without what a full description of the dwelling says already: a list does not overrule an
        assessment."""
        known = {**self._of_dwelling.get(dwelling_id, {}), **(said_of_dwelling(earlier) if earlier else {})}
        return replace(
            draft,
            dpe_number="" if known.get("dpe_number") else draft.dpe_number,
            assessed_on=draft.assessed_on if is_missing(known.get("assessed_on")) else np.datetime64("NaT", "D"),
            identity={
                name: value
                for name, value in draft.identity.items()
                if name not in _PLACE or is_missing(known.get(name))
            },
            columns={name: value for name, value in draft.columns.items() if is_missing(known.get(name))},
        )

    def take(self, housed: Sequence[tuple[int, DwellingDraft]]) -> None:
        """Write owners and households of these dwellings.

        A private person is the same as before only in the same dwelling, or with the same e-mail or phone: two people
        may share a name. Others (landlords, companies) are the same by name.
        """
        given = [(dwelling_id, draft) for dwelling_id, draft in housed if draft.owner or draft.household]
        if given:
            self._of_dwelling = {row["id"]: row for row in self._writer.rows("dwelling")}
        for dwelling_id, draft in given:
            if draft.owner:
                self._take_owner(dwelling_id, draft.owner)
            if draft.household:
                self._take_household(dwelling_id, draft.household)

    def _take_owner(self, dwelling_id: int, values: Mapping[str, Any]) -> None:
        dwelling = self._of_dwelling[dwelling_id]
        present = self._owners.get(dwelling["owner_id"])
        key = _shared_key(values)
        shared = self._shared.get(key) if key else None
        if present is not None and (shared in (None, present["id"])) and _same_name(present, values):
            self._complete("owner", present, values)
            return
        if shared is None:
            (shared,) = self._writer.insert("owner", [{"kind": "person", **values}])
            self._owners[shared] = {"id": shared, "version": self._writer.number, "kind": "person", **values}
            if key:
                self._shared[key] = shared
        else:
            self._complete("owner", self._owners[shared], values)
        self._complete("dwelling", dwelling, {"owner_id": shared})

    def _take_household(self, dwelling_id: int, values: Mapping[str, Any]) -> None:
        present = self._households.get(dwelling_id)
        if present is None:
            record = {"dwelling_id": dwelling_id, **values}
            (row_id,) = self._writer.insert("household", [record])
            self._households[dwelling_id] = {"id": row_id, "version": self._writer.number, **record}
        else:
            self._complete("household", present, values)

    def _complete(self, table: str, row: dict[str, Any], values: Mapping[str, Any]) -> None:
        if _differs(row, values):
            self._writer.update(table, row["id"], row["version"], values)
            row.update(values, version=self._writer.number)


def said_of_dwelling(draft: DwellingDraft) -> dict[str, Any]:
    """Columns of the dwelling that a draft gives."""
    said = {**draft.identity, **draft.columns}
    if draft.dpe_number:
        said["dpe_number"] = draft.dpe_number
    if not np.isnat(draft.assessed_on):
        said["assessed_on"] = draft.assessed_on.astype(object)
    return said


def adds_nothing(draft: DwellingDraft, earlier: DwellingDraft) -> bool:
    """True when an earlier row of the same import said all that this one says."""
    return not (
        _differs(said_of_dwelling(earlier), said_of_dwelling(draft))
        or _differs(earlier.owner, draft.owner)
        or _differs(earlier.household, draft.household)
    )


def _differs(row: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    return any(_plain(row.get(name)) != _plain(value) for name, value in values.items())


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _same_name(row: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    return "name" not in values or plain_words(row["name"]) in ("", plain_words(values["name"]))


def _shared_key(values: Mapping[str, Any]) -> tuple[str, str] | None:
    """What makes an owner the same wherever it stands; None for a private person without e-mail and phone."""
    if values.get("kind", "person") not in ("person", ""):
        name = plain_words(values.get("name", ""))
        return ("name", name) if name else None
    for contact in _CONTACTS:
        if values.get(contact):
            return (contact, "".join(values[contact].casefold().split()))
    return None
