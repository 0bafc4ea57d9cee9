"""The rules of the town: its figures on the left, its contacts and aids on the right, who changed them under it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.services import rule_forms
from rehab_app.services.rule_history import RuleChange
from rehab_app.ui.catalogue.changes import ChangesGrid
from rehab_app.ui.catalogue.local_aids import LocalAids
from rehab_app.ui.catalogue.town_contacts import TownContacts
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import TOWN_DRAFT
from rehab_app.ui.parts.form_line import FormLine, field_label
from rehab_app.ui.parts.sheets import Sheets, high_for, side_column
from rehab_app.ui.parts.words import card, set_role, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_L, SPACE_M

_FORM_PX = 440
_CHANGES = 6  # rows in view


class RulesTab(QWidget):
    """Nothing is written before Save; an empty field is not a rule."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rules: dict[str, Any] = {}
        self._shown: dict[str, str] = {}
        assumed = rule_forms.weight_examples()
        self.lines = {
            spec.name: FormLine(field_label(spec.label, spec.unit), example=assumed.get(spec.name, ""))
            for spec in rule_forms.FIELDS
        }
        self.flags = {name: QCheckBox(_(text)) for name, text in rule_forms.FLAGS.items()}
        self.aids = LocalAids(desk)
        self.contacts = TownContacts(desk)
        self.save = QPushButton(_("Save the rules"))
        self.save.setAccessibleName(self.save.text())
        set_role(self.save, "primary")
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self.history = ChangesGrid(desk.theme, _("Changes of the rules"))
        self._lay_out()
        self.setFocusProxy(next(iter(self.lines.values())).entry)
        self.save.clicked.connect(self.submit)
        for line in self.lines.values():
            assert isinstance(line.entry, QLineEdit)
            line.entry.textEdited.connect(lambda _text: self._keep_typed())
        for box in self.flags.values():
            box.clicked.connect(lambda _on: self._keep_typed())
        self.aids.wanted.connect(self._keep_aids)

    def _lay_out(self) -> None:
        sheet = card()
        form = QVBoxLayout(sheet)
        form.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        form.setSpacing(SPACE_M)
        form.addWidget(words(_("Figures of the town"), "title"))
        form.addWidget(words(_("An empty field leaves the value of the application."), "small", wrap=True))
        for spec in rule_forms.NUMBERS:
            form.addWidget(self.lines[spec.name])
        for box in self.flags.values():
            form.addWidget(box)
        form.addWidget(words(_("What a group of neighbours is worth"), "title"))
        told = _("In euros, for the groups proposed. What is left empty is an assumption of the application.")
        form.addWidget(words(told, "small", wrap=True))
        for spec in rule_forms.WEIGHTS:
            form.addWidget(self.lines[spec.name])
        form.addWidget(self.error)
        form.addWidget(self.save, alignment=Qt.AlignmentFlag.AlignLeft)
        form.addStretch(1)
        area = side_column(sheet, _("Figures of the town"), _FORM_PX)
        self.history.setMinimumHeight(high_for(_CHANGES))
        right = Sheets(_("Aids and contacts of the town"))
        right.put(self.contacts, self.aids)
        right.put_head(_("Changes of the rules"))
        right.put(self.history)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_M, 0, 0)
        row.setSpacing(SPACE_L)
        row.addWidget(area)
        row.addWidget(right, 1)

    def take_up(self) -> None:
        """Show again what was typed here and left unfinished."""
        self.aids.take_up()
        self._fill(self._desk.drafts.get(TOWN_DRAFT, ""))

    def _fill(self, typed: Mapping[str, str]) -> None:
        for name, line in self.lines.items():
            if name in typed:
                line.write(typed[name])
        for name, box in self.flags.items():
            if name in typed:
                box.setChecked(bool(typed[name]))

    def _keep_typed(self) -> None:
        typed = {name: text for name, text in self._typed().items() if text != self._shown.get(name, "")}
        self._desk.drafts.put(TOWN_DRAFT, "", _("Figures of the town"), typed)

    def show_rules(self, rules: Mapping[str, Any] | None, history: Sequence[RuleChange]) -> None:
        """Show what is stored; what was typed and not saved stays."""
        typed = self._typed()
        self._rules = dict(rules or {})
        fresh = rule_forms.shown_rules(self._rules)
        for name, line in self.lines.items():
            if typed[name] == self._shown.get(name, ""):
                line.write(fresh[name])
        for name, box in self.flags.items():
            if typed[name] == self._shown.get(name, ""):
                box.setChecked(bool(fresh[name]))
        self._shown = fresh
        self.aids.show_aids(self._rules.get("aids", ()))
        self.history.show_changes(history)

    def submit(self) -> None:
        """Write the figures, or say beside each field what is wrong."""
        typed = self._typed()
        problems = rule_forms.problems(rule_forms.FIELDS, typed)
        for name, line in self.lines.items():
            line.blame(problems.get(name, ""))
        if not problems:
            rules = rule_forms.changed_rules(self._rules, typed)
            self._keep(rules, _("Change the figures of the town"))
            self._desk.drafts.put(TOWN_DRAFT, "", "", None)

    def _typed(self) -> dict[str, str]:
        flags = {name: "1" if box.isChecked() else "" for name, box in self.flags.items()}
        return {name: line.text for name, line in self.lines.items()} | flags

    def _keep_aids(self, aids: list[dict[str, Any]]) -> None:
        rules = {name: value for name, value in self._rules.items() if name != "aids"}
        self._keep({**rules, "aids": aids} if aids else rules, _("Change the aids of the town"))

    def _keep(self, rules: dict[str, Any], label: str) -> None:
        self._tell("")
        self._desk.write(
            lambda session: rule_forms.keep(session.project, session.who, rules, label),
            self._saved,
            lambda error: self._tell(explain(error)),
        )

    def _saved(self, _change: Change) -> None:
        self._desk.said.emit("good", _("The rules of the town are saved."))

    def _tell(self, problem: str) -> None:
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
