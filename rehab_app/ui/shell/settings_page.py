"""The settings: language, theme, the name that the history keeps, the background map."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import card, words
from rehab_app.ui.shell.actions import Actions
from rehab_app.ui.shell.background_form import BackgroundForm
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL


class SettingsPage(QWidget):
    """Each choice is applied and stored when it is made."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.language = self._choice(_("Language"), {"fr": "Français", "en": "English"}, desk.settings.language)
        self.language.activated.connect(lambda _at: self._language_action(actions).trigger())
        self.theme = self._choice(_("Theme"), {"light": _("Light"), "dark": _("Dark")}, desk.settings.theme)
        self.theme.activated.connect(lambda _at: actions.dark.setChecked(self.theme.currentData() == "dark"))
        self.adviser = QLineEdit(desk.settings.adviser)
        self.adviser.setAccessibleName(_("Your name"))
        self.adviser.setPlaceholderText(desk.session.who if desk.session else "")
        self.adviser.editingFinished.connect(self._name)
        form = QFormLayout()
        form.setSpacing(SPACE_M)
        form.addRow(words(_("Language")), self.language)
        form.addRow(words(_("Theme")), self.theme)
        form.addRow(words(_("Your name")), self.adviser)
        form.addRow(
            "",
            words(
                _("The history of each home says who changed what; it takes this name from now on."),
                "small",
                True,
            ),
        )
        sheet = card()
        sheet.setMaximumWidth(560)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        inner.addLayout(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        column.addWidget(words(_("Settings"), "heading"))
        column.addWidget(sheet)
        self.background = BackgroundForm(desk)
        self.background.setMaximumWidth(560)
        column.addWidget(self.background)
        column.addStretch(1)

    def _choice(self, name: str, values: dict[str, str], chosen: str) -> Choice:
        box = Choice(name, letters=20)
        for key, text in values.items():
            box.addItem(text, key)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        return box

    def _language_action(self, actions: Actions) -> QAction:
        return actions.french if self.language.currentData() == "fr" else actions.english

    def _name(self) -> None:
        self._desk.settings.adviser = self.adviser.text().strip()
        if self._desk.session is not None:
            self._desk.session.name_person(self._desk.settings.adviser)
            self.adviser.setPlaceholderText(self._desk.session.who)
