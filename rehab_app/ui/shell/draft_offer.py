"""A line that offers again what was being typed when the application stopped."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from rehab_app.core.format import short_day
from rehab_app.core.i18n import _
from rehab_app.services.unfinished import Unfinished
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_S, SPACE_XL, SPACE_XS


class DraftOffer(QFrame):
    """One entry after another, the latest first; the opener of its form shows it. Hidden when none waits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        set_role(self, "notice-warning")
        self.text = words("", wrap=True)
        self.take_button = QPushButton(_("Take up"))
        self.take_button.setAccessibleName(_("Take up what was left unfinished"))
        self.forget_button = QPushButton(_("Forget"))
        self.forget_button.setAccessibleName(_("Forget what was left unfinished"))
        for button in (self.take_button, self.forget_button):
            set_role(button, "flat")
        self.take_button.clicked.connect(self._take)
        self.forget_button.clicked.connect(self._forget)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_XL, SPACE_XS, SPACE_L, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addWidget(self.text, 1)
        row.addWidget(self.take_button)
        row.addWidget(self.forget_button)
        desk.drafts.found.connect(self.refresh)
        desk.opened.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        waiting = self._desk.drafts.waiting
        self.setVisible(bool(waiting))
        if waiting:
            entry = waiting[0]
            self.take_button.setEnabled(entry.form in self._desk.drafts.openers)
            told = _("Left unfinished on {when}: {what}.").format(when=_when(entry), what=entry.title)
            others = _("{count} in all.").format(count=len(waiting)) if len(waiting) > 1 else ""
            self.text.setText(f"{told} {others}".strip())

    def _next(self) -> Unfinished | None:
        waiting = self._desk.drafts.waiting
        entry = waiting.pop(0) if waiting else None
        self.refresh()
        return entry

    def _take(self) -> None:
        entry = self._next()
        if entry is not None:
            self._desk.drafts.openers[entry.form](entry)

    def _forget(self) -> None:
        entry = self._next()
        if entry is not None:
            self._desk.drafts.put(entry.form, entry.key, entry.title, None)


def _when(entry: Unfinished) -> str:
    if entry.saved_at is None:
        return ""
    local = entry.saved_at.astimezone()
    return _("{day} at {time}").format(day=short_day(local.date()), time=local.strftime("%H:%M"))
