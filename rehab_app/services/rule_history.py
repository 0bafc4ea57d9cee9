"""Who changed the rules and contacts of the town, when, and what each change did: from what to what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rehab_app.core.format import UNKNOWN, figure
from rehab_app.storage.reading import Reader

Path = tuple[str, ...]
_PARTS = ("prices", "indices", "weights")  # objects told by key


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One thing that one action changed.

    Attributes:
        at: ISO 8601, UTC; who, label: of the action; kind: "action", "undo" or "redo".
        path: what was changed, as ("prices", "loft_mineral") or ("rent_eur_m2",).
        before, after: in short, as stored; "–" for nothing.
    """

    at: str
    who: str
    label: str
    kind: str
    path: Path
    before: str
    after: str


def rule_changes(project: Reader, most: int = 200) -> list[RuleChange]:
    """The latest changes, the last first."""
    actions = {row["id"]: row for row in project.rows("journal")}
    rows = project.rows("journal_change", table_name="neighbourhood")
    found = []
    for row in reversed(rows):
        action = actions[row["journal_id"]]
        for path, before, after in _differences(_rules(row["before"]), _rules(row["after"])):
            found.append(RuleChange(action["at"], action["who"], action["label"], action["kind"], path, before, after))
        if len(found) >= most:
            break
    return found[:most]


def _rules(columns: Mapping[str, Any] | None) -> Mapping[str, Any]:
    values = (columns or {}).get("rules") or [None]
    contacts = ((columns or {}).get("contacts") or [None])[0]
    return {**(values[0] or {}), **({"contacts": contacts} if contacts else {})}


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[Path, str, str]]:
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in _PARTS:
            for key in sorted({*(old or {}), *(new or {})}):
                one, other = (old or {}).get(key), (new or {}).get(key)
                if one != other:
                    yield (name, key), _short(one, other), _short(other, one)
        else:
            yield (name,), _short(old, new), _short(new, old)


def _short(value: Any, beside: Any) -> str:
    """A value in a few words: numbers as they are, of an object and a list what differs from the one beside."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return figure(value, "", 0 if value == int(value) else 2)
    if isinstance(value, Mapping):
        other = beside if isinstance(beside, Mapping) else {}
        return ", ".join(f"{key} {_short(one, None)}" for key, one in value.items() if other.get(key) != one) or UNKNOWN
    if isinstance(value, list | tuple):
        others = beside if isinstance(beside, list | tuple) else ()
        told = [_named(one) for one in value if one not in others]
        return ", ".join(told) or UNKNOWN
    return str(value)


def _named(one: Any) -> str:
    if isinstance(one, Mapping):
        return str(one.get("label") or one.get("what") or one.get("name") or "")
    return str(one)
