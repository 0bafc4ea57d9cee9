"""What became of each row of an import."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _, mark, ngettext
from rehab_app.domain.change import Change


class Outcome(StrEnum):
    TAKEN = "taken"
    CHANGED = "changed"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


OUTCOMES = {
    Outcome.TAKEN: mark("taken"),
    Outcome.CHANGED: mark("changed"),
    Outcome.REFUSED: mark("refused"),
    Outcome.DUPLICATE: mark("already there"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the report.

    Attributes:
        source: file, as the user named it; in an archive "archive/member".
        row: row of a table or number of a feature, counted as a spreadsheet does; None for a whole file.
        outcome: what became of it.
        reason: why, when it was not simply taken; never holds a value of a personal field.
        remedy: what the user can do.
    """

    source: str
    row: int | None
    outcome: Outcome
    reason: str = ""
    remedy: str = ""


@dataclass(slots=True)
class ImportReport:
    """All rows of one import, in order.

    Attributes:
        notes: what the user should know of a whole file: columns that were not understood, façades left open.
        change: what the import changed in the project; nothing when it took nothing.
    """

    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    change: Change = field(default_factory=lambda: Change(""))

    def add(self, source: str, row: int | None, outcome: Outcome, reason: str = "", remedy: str = "") -> None:
        self.lines.append(Line(source, row, outcome, reason, remedy))

    def refuse(self, error: RehabError, source: str = "", row: int | None = None) -> None:
        """A refusal; the error's place is told when it says more than the source."""
        where = error.where or source
        inside = where.removeprefix(source or where).lstrip(", ")  # the place already names the source
        reason = _("{name}: {value}").format(name=inside, value=error.problem) if inside else error.problem
        self.add(source or where, row, Outcome.REFUSED, reason, error.remedy)

    def count(self, outcome: Outcome) -> int:
        return Counter(line.outcome for line in self.lines)[outcome]

    @property
    def summary(self) -> str:
        """How many rows had each outcome, in words."""
        counts = Counter(line.outcome for line in self.lines)
        taken, changed, refused, known = (counts[outcome] for outcome in OUTCOMES)
        told = (
            (ngettext("{count} taken", "{count} taken", taken), taken),
            (ngettext("{count} changed", "{count} changed", changed), changed),
            (ngettext("{count} refused", "{count} refused", refused), refused),
            (ngettext("{count} already there", "{count} already there", known), known),
        )
        return " · ".join(text.format(count=figure(count)) for text, count in told)

    @property
    def all_refused(self) -> bool:
        """Whether something was brought and none of it is in the project, neither now nor already."""
        return bool(self.lines) and all(line.outcome is Outcome.REFUSED for line in self.lines)

    def of(self, outcome: Outcome) -> Iterable[Line]:
        """The rows with that outcome, in order."""
        return (line for line in self.lines if line.outcome is outcome)

    def order(self, sources: Iterable[str]) -> None:
        """Put the rows in the order of these sources, then of their rows."""
        positions = {source: position for position, source in enumerate(dict.fromkeys(sources))}
        last = len(positions)
        self.lines.sort(key=lambda line: (positions.get(line.source, last), line.row or 0))

    def save(self, path: Path) -> None:
        """Write the report as CSV (UTF-8 with a mark, semicolons: what spreadsheets in France open). It says
        where each row stood and what became of it, nothing of what the row held.

        Raises:
            RehabError: the file cannot be written.
        """
        try:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file, delimiter=";")
                writer.writerow([_("Source"), _("Row"), _("Outcome"), _("Reason"), _("Remedy")])
                for line in self.lines:
                    writer.writerow(
                        [
                            _as_text(line.source),
                            "" if line.row is None else line.row,
                            _(OUTCOMES[line.outcome]),
                            _as_text(line.reason),
                            _as_text(line.remedy),
                        ]
                    )
        except OSError as error:
            raise RehabError(
                _("The report cannot be written there."), str(path), _("Choose another folder.")
            ) from error


def _as_text(value: str) -> str:
    """Kept from being read as a formula by a spreadsheet."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@")) else value
