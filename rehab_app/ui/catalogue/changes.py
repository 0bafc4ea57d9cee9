"""Who changed a rule of the town, when, from what to what."""

import datetime
from collections.abc import Sequence

from rehab_app.core.format import short_day
from rehab_app.core.i18n import _, mark
from rehab_app.services.rule_history import RuleChange
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.theme import Theme

_KINDS = {"undo": mark("Undone: {what}"), "redo": mark("Done again: {what}"), "creation": mark("Made: {what}")}


class ChangesGrid(Grid):
    """The last change first; what it is called, and the values before and after, are each left out on demand."""

    def __init__(self, theme: Theme, name: str, what: bool = True, values: bool = True) -> None:
        self._what, self._values = what, values
        columns = [GridColumn(_("When"), 124), GridColumn(_("Who"), 100)]
        if what:
            columns.append(GridColumn(_("What")))
        if values:
            width = 150 if what else 0
            columns += [GridColumn(_("Before"), width), GridColumn(_("After"), width)]
        super().__init__(theme, name, columns)

    def show_changes(self, changes: Sequence[RuleChange]) -> None:
        """Show these changes."""
        self.show_rows([self._row(change) for change in changes])

    def _row(self, change: RuleChange) -> tuple[str, ...]:
        at = datetime.datetime.fromisoformat(change.at).astimezone()
        told = _(_KINDS[change.kind]).format(what=change.label) if change.kind in _KINDS else change.label
        what = (told,) if self._what else ()
        values = (change.before, change.after) if self._values else ()
        return (f"{short_day(at.date())} {at:%H:%M}", change.who, *what, *values)
