"""What an action changed: every mutation returns one, one signal carries it, each view asks whether it cares."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """Tables and row ids touched by one journalled action.

    Attributes:
        label: what was done, as the undo menu names it.
        rows: table name to the ids inserted, changed or deleted.
        journal_id: the action's row in the journal.
    """

    label: str
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    journal_id: int = -1

    def touches(self, *tables: str) -> bool:
        """True when a row of one of these tables changed."""
        return any(self.rows.get(table) for table in tables)
