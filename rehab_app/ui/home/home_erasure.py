"""What the people of the home shown may ask for: a paper that says what is kept of them, and its erasure."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.services.jobs import Lane
from rehab_app.services.personal_data import HomeOf, home_of
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.erasure_texts import NamedTexts
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.words import words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_L, SPACE_S

if TYPE_CHECKING:
    from rehab_app.services.erasure import Erasure
    from rehab_app.services.mentions import Mention


class ErasurePart(QWidget):
    """Two buttons; the second opens under them what goes and what stays, and asks for the house number.

    Signals:
        opened: what goes and what stays is shown.
        erased: what was typed of these people and not written is to be forgotten.
    """

    opened = Signal()
    erased = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self._home: HomeOf | None = None
        self.paper = push_button(_("Print what we keep"), _("Print what we keep of the people of this home"))
        self.ask = push_button(_("Erase the personal data…"))
        self.owner, self.household = (
            QCheckBox(_("The owner")),
            QCheckBox(_("Who lives here, and what was said and kept")),
        )
        self.all_homes, self.photos = QCheckBox(), QCheckBox()
        self.texts = NamedTexts()
        self._asked = 0  # readings of the texts asked for: only the latest is shown
        self.typed = FormLine("")
        self.erase, self.leave = push_button(_("Erase for good")), push_button(_("Keep everything"))
        self.sheet = QWidget()
        self._problem = words("", "error", wrap=True)
        self._lay_out()
        self.paper.clicked.connect(self._print)
        self.ask.clicked.connect(self._open)
        self.leave.clicked.connect(self._close)
        self.erase.clicked.connect(self._erase)
        self.owner.toggled.connect(self._say_owned)
        self.household.toggled.connect(self._say_owned)
        for box in (self.owner, self.household):
            box.clicked.connect(self._read_texts)
        self._close()

    def _lay_out(self) -> None:
        told = _("They may see what is kept of them, have it put right or have it erased.")
        goes = _(
            "Goes for good: names, phones, addresses and e-mails, incomes, consents, contacts, what was noted at "
            "visits, bills, papers and photographs with their files, their days, forms left open, printed papers of "
            "this home, and all of it in the history; their names in texts about the building and the group."
        )
        stays = _(
            "Stays: the description of the home, estimates, works, quotes, invoices, calendar, days of visits. Undo "
            "goes no further back than the erasure."
        )
        buttons, ends = QHBoxLayout(), QHBoxLayout()
        for row, pair in ((buttons, (self.paper, self.ask)), (ends, (self.erase, self.leave))):
            row.setSpacing(SPACE_S)
            for button in pair:
                row.addWidget(button)
            row.addStretch(1)
        inner = QVBoxLayout(self.sheet)
        inner.setContentsMargins(0, SPACE_S, 0, 0)
        inner.setSpacing(SPACE_S)
        inner.addWidget(words(goes, wrap=True))
        inner.addWidget(words(stays, "second", wrap=True))
        for box in (self.owner, self.all_homes, self.household, self.photos):
            box.setAccessibleName(box.text())
            inner.addWidget(box)
        inner.addWidget(self.texts)
        inner.addWidget(self.typed)
        inner.addWidget(self._problem)
        inner.addLayout(ends)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(words(_("Their rights"), "title"))
        column.addWidget(words(told, "second", wrap=True))
        column.addLayout(buttons)
        column.addWidget(self.sheet)

    def show_home(self, view: DwellingView) -> None:
        """Speak of another home; what was asked of the one before is given up."""
        if self._view is None or self._view.record["id"] != view.record["id"]:
            self._close()
        self._view = view

    def _open(self) -> None:
        session, view = self._desk.session, self._view
        if session is None or view is None:
            return
        here = int(view.record["id"])

        def done(home: HomeOf) -> None:
            if self._view is not None and self._view.record["id"] == here:
                self._ask_for(home)

        self._desk.tasks.read(self, lambda _progress: home_of(session.project, here), done)

    def _ask_for(self, home: HomeOf) -> None:
        self._home = home
        for box, ticked in ((self.owner, True), (self.household, True), (self.all_homes, False), (self.photos, False)):
            box.setChecked(ticked)
        told = ngettext(
            "The owner’s own record too: {count} other home is theirs",
            "The owner’s own record too: {count} other homes are theirs",
            home.owned - 1,
        )
        self.all_homes.setText(told.format(count=home.owned - 1))
        told = ngettext(
            "Keep {count} photograph shown to the firms: it shows the building and no person",
            "Keep {count} photographs shown to the firms: they show the building and no person",
            home.firm_photos,
        )
        self.photos.setText(told.format(count=home.firm_photos))
        for box in (self.all_homes, self.photos):
            box.setAccessibleName(box.text())
        label = _("To confirm, type “{number}”").format(number=home.number)
        self.typed.set_label(label)
        self.typed.write("")
        self._blame("")
        self._say_owned()
        self._read_texts()
        self.sheet.show()
        self.ask.setEnabled(False)
        self.typed.entry.setFocus()
        self.opened.emit()

    def _read_texts(self) -> None:
        """Where they are named beside what goes, as it is ticked now."""
        session, home = self._desk.session, self._home
        if session is None or home is None:
            return
        owner, household = self.owner.isChecked() and home.owned > 0, self.household.isChecked()
        self._asked += 1
        asked = self._asked

        def work(_progress: Progress) -> "list[Mention]":
            from rehab_app.services.mentions import mentions

            return mentions(session.project, home.dwelling_id, owner, household)

        def done(found: "list[Mention]") -> None:
            if self._home is home and asked == self._asked:
                self.texts.show_texts(found)
                self._order()
                self.opened.emit()

        self._desk.tasks.read(self, work, done)

    def _order(self) -> None:
        """Let Tab go through the texts where they stand: Qt puts what is made later behind all else."""
        before: QWidget = self.photos
        for box in self.texts.boxes.values():
            QWidget.setTabOrder(before, box)
            before = box

    def _say_owned(self) -> None:
        home = self._home
        if home is None:
            return
        self.owner.setVisible(home.owned > 0)
        self.all_homes.setVisible(home.owned > 1 and self.owner.isChecked())
        self.photos.setVisible(home.firm_photos > 0 and self.household.isChecked())
        self.erase.setEnabled(self.household.isChecked() or (home.owned > 0 and self.owner.isChecked()))

    def _close(self) -> None:
        self._home = None
        self.texts.show_texts(())
        self.typed.write("")
        self._blame("")
        self.sheet.hide()
        self.ask.setEnabled(True)

    def _blame(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _erase(self) -> None:
        session, home, view = self._desk.session, self._home, self._view
        if session is None or home is None or view is None:
            return
        if _plain(self.typed.text) != _plain(home.number):
            self.typed.blame(_("This is not the number asked for. Nothing was erased."))
            return
        owner, household = self.owner.isChecked() and home.owned > 0, self.household.isChecked()
        all_homes, photos, spared = self.all_homes.isChecked(), self.photos.isChecked(), self.texts.spared
        self.erase.setEnabled(False)
        if household:
            self._desk.drafts.forget_home(home.dwelling_id, home.address)

        def work(progress: Progress) -> "Erasure":
            # With it comes what reads papers: a window that only looks never loads it.
            from rehab_app.services.erasure import Request, erase_people

            request = Request(home.dwelling_id, owner, household, all_homes and owner, photos and household, spared)
            return erase_people(session.project, request, session.who, progress)

        label = _("Erasing the personal data of {place}").format(place=home.address)

        def finished(done: "Erasure") -> None:
            self._desk.drafts.know(done.change.journal_id)
            if household:
                self._desk.drafts.people_erased(home.dwelling_id, home.address, done.change.journal_id)
            self._erased(done)

        self._desk.tasks.start(self, Lane.WRITE, label, work, finished, self._failed)

    def _erased(self, done: "Erasure") -> None:
        from rehab_app.services.erasure import erasure_words

        self._close()
        self.erased.emit()
        self._desk.changed.emit(done.change)
        told = erasure_words(done)
        self._desk.said.emit("good" if len(told) == 1 else "warning", " ".join(told))

    def _failed(self, error: Exception) -> None:
        self.erase.setEnabled(True)
        self._blame(explain(error))

    def _print(self) -> None:
        session, view = self._desk.session, self._view
        if session is None or view is None:
            return
        here = int(view.record["id"])

        def work(_progress: Progress) -> Sequence[Path]:
            # Heavy: a window that only looks never loads what prints.
            from rehab_app.services.personal_paper import print_personal_data

            return print_personal_data(session.project, here, datetime.date.today())

        def done(papers: Sequence[Path]) -> None:
            self._desk.said.emit("good", _("Printed: {path}").format(path=", ".join(str(path) for path in papers)))

        self._desk.tasks.start(self, Lane.READ, _("Printing what we keep of them"), work, done)


def _plain(number: str) -> str:
    """A house number or address as anybody types it."""
    return number.replace("’", "'").casefold()
