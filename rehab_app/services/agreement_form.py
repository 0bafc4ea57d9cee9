"""An agreement of a group as its form holds it: texts by field, to and from what is stored."""

from collections.abc import Mapping
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import short_day
from rehab_app.services.firm_editing import day
from rehab_app.services.group_agreements import AGREED, agreement_day, checked, kind_of, note_of

_DATES = ("agreed_on", "from", "until")


def agreement_typed(texts: Mapping[str, str]) -> dict[str, Any]:
    """An agreement from what was typed: kind, state, agreed_on, note, document_id, home, other_home, from, until, key.

    Raises:
        RehabError: something is missing or cannot be read; `where` is the field.
    """
    kind = texts["kind"]
    made: dict[str, Any] = {"kind": kind, "state": texts["state"], "note": texts["note"].strip()}
    for name in _DATES if kind == "landlord_window" else _DATES[:1]:
        try:
            value = day(texts[name])
        except RehabError as error:
            raise RehabError(error.problem, name, error.remedy) from error
        if value is not None:
            made[name] = value.isoformat()
    if kind == "party_wall":
        made["homes"] = list(dict.fromkeys(int(texts[name]) for name in ("home", "other_home") if texts[name]))
    if kind == "cost_key":
        made["key"] = texts["key"]
    if texts["document_id"]:
        made["document_id"] = int(texts["document_id"])
    return checked(made)


def texts_of(agreement: Mapping[str, Any] | str) -> dict[str, str]:
    """What the form shows of a stored agreement."""
    if isinstance(agreement, str):
        return {"kind": "other", "state": AGREED, "note": agreement}
    homes = [str(home) for home in agreement.get("homes") or ()]
    return {
        "kind": kind_of(agreement),
        "state": str(agreement.get("state", AGREED)),
        **{name: short_day(agreement_day(agreement, name)) for name in _DATES if agreement.get(name)},
        "note": note_of(agreement),
        "home": homes[0] if homes else "",
        "other_home": homes[1] if len(homes) > 1 else "",
        "key": str(agreement.get("key") or ""),
        "document_id": str(agreement.get("document_id") or ""),
    }
