"""File → New home: its address, and it is there to be surveyed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehab_app.core.i18n import _, mark
from rehab_app.domain.change import Change
from rehab_app.domain.codes import TENURES
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_L, SPACE_XL

NEW_HOME_DRAFT = "new_home"  # kind of its unfinished entry
_FORM_PX = 620
_KINDS = {"house": mark("House"), "flat": mark("Flat")}


class NewHome(QWidget):
    """A page with the form; the home is opened once it is written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.form = NewHomeForm(desk)
        self.form.setMaximumWidth(_FORM_PX)
        self.form.closed.connect(lambda: desk.page_wanted.emit("quartier"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        column.addWidget(words(_("New home"), "heading"))
        column.addWidget(self.form)
        column.addStretch(1)
        self.setFocusProxy(self.form.lines["address"].entry)


class NewHomeForm(EntryForm):
    """What names a home; everything else is asked in its survey."""

    def __init__(self, desk: Desk) -> None:
        lines = {
            "address": FormLine(_("Number and street"), example=_("For instance: 12 rue Hoche")),
            "kind": FormLine(_("Kind of dwelling"), Choice(_("Kind of dwelling"))),
            "complement": FormLine(_("Floor, door (of a flat)")),
            "postcode": FormLine(_("Postcode")),
            "tenure": FormLine(_("Occupancy"), Choice(_("Occupancy"))),
        }
        super().__init__(desk, NEW_HOME_DRAFT, _("Where it is"), _("Add the home"), lines, {})
        self._home = 0
        self.explain(_("Its survey comes next: a dozen questions make a first estimate."))
        tenures = {"": _("don’t know")} | {code: _(text) for code, text in TENURES.items()}
        self.start({}, {"kind": {code: _(text) for code, text in _KINDS.items()}, "tenure": tenures}, focus=False)

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        return {} if values["address"] else {"address": _("The address is needed.")}

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        # Imported when wanted: it brings the readers of files.
        from rehab_app.services.new_home import add_home

        change, self._home = add_home(session.project, session.who, **values)
        return change

    def _done(self, _change: Change) -> None:
        self._desk.drafts.put(self._draft, self._key, self._name, None)
        self._desk.selection.open(self._home)
