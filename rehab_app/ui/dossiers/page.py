"""The page Dossiers: papers to print on the left by audience, what was printed under them, the pages on the right."""

import datetime
from collections.abc import Set
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from rehab_app.core.format import short_day
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.change import Change
from rehab_app.domain.codes import AUDIENCES
from rehab_app.services.jobs import Lane
from rehab_app.services.papers import (
    NOTHING_TO_PRINT,
    OFFERED_AUDIENCES,
    Made,
    Offer,
    Outcome,
    Papers,
    folder_of,
    print_offers,
    read_papers,
    read_proof,
)
from rehab_app.services.press import Proof
from rehab_app.services.unfinished import Unfinished
from rehab_app.ui.desk import Desk
from rehab_app.ui.dossiers.preview import Preview
from rehab_app.ui.dossiers.sending_bar import SendingBar
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_CARES = (
    "owner_group", "member", "scenario", "works", "dossier", "calendar_entry", "firm", "owner", "estimate", "sending",
)  # fmt: skip
_REST_MS = 250


class DossiersPage(QWidget):
    """Follows the groups and the archive of the project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._papers = Papers({}, ())
        self._asked = 0
        self.audience = Choice(_("For whom"), letters=14)
        for code in OFFERED_AUDIENCES:
            self.audience.addItem(_(AUDIENCES[code])[:1].upper() + _(AUDIENCES[code])[1:], code)
        self.plans = Grid(desk.theme, _("Dossiers to print"), (GridColumn(_("Dossier")), GridColumn(_("Content"))))
        printed = (
            GridColumn(_("Date"), 92),
            GridColumn(_("Dossier")),
            GridColumn(_("Edition"), 68, "figure"),
            GridColumn(_("Sent to"), 120),
        )
        self.made = Grid(desk.theme, _("Dossiers printed"), printed)
        self.sending = SendingBar(desk, self._made)
        self._left_behind: Unfinished | None = None
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(_("Group, address, lot…"))
        self.typed.setAccessibleName(_("Find a dossier"))
        self.typed.setClearButtonEnabled(True)
        # A row gone through with the arrow keys is not made.
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self.preview = Preview(desk)
        self.all_button = QPushButton(_("Tick all"))
        self.all_button.setAccessibleName(_("Tick all dossiers"))
        self.folder_button = QPushButton(_("Open the folder"))
        self.folder_button.setAccessibleName(_("Open the folder of the dossiers"))
        self.print_button = QPushButton()
        set_role(self.print_button, "primary")
        self._none = words("", "second", wrap=True)
        self._lay_out()
        self._connect()
        self._count()
        self.refresh()

    def _connect(self) -> None:
        self.setFocusProxy(self.plans)
        self.audience.currentIndexChanged.connect(lambda _at: self._show_offers())
        self.plans.itemChanged.connect(lambda _item: self._count())
        self.all_button.clicked.connect(self._tick_all)
        self.folder_button.clicked.connect(self._open_folder)
        self.print_button.clicked.connect(self.print_ticked)
        self.typed.textChanged.connect(lambda _text: self._filter())
        self.plans.itemSelectionChanged.connect(self._offer_chosen)
        self._resting.timeout.connect(self._prove)
        self.made.itemSelectionChanged.connect(self._preview_chosen)
        self._desk.changed.connect(self._on_change)
        self._desk.opened.connect(self.refresh)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.all_button)
        buttons.addStretch(1)
        buttons.addWidget(self.folder_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_L, SPACE_XL)
        column.setSpacing(SPACE_M)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(words(_("To print"), "title"))
        head.addWidget(self.typed, 1)
        head.addWidget(self.audience)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.plans, 3)
        column.addLayout(buttons)
        column.addSpacing(SPACE_S)
        column.addWidget(words(_("Printed"), "title"))
        column.addWidget(self.made, 2)
        column.addWidget(self.sending)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(SPACE_L, SPACE_L, SPACE_XL, SPACE_XL)
        side.addWidget(self.preview)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([640, 700])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def refresh(self) -> None:
        """Read what can be printed and what was."""
        session = self._desk.session
        if session is None:
            return
        self._asked += 1
        asked = self._asked

        def done(papers: Papers) -> None:
            if asked == self._asked:  # an older reading may end after a newer one
                self._show(papers)

        self._desk.tasks.read(self, lambda progress: read_papers(session.project, progress), done)

    def print_ticked(self) -> None:
        """Print what is ticked as one job; the first is shown when it is done."""
        session = self._desk.session
        wanted = [self._offers[row] for row in self._ticked()]
        if session is None or not wanted:
            return
        label = ngettext("Printing {count} dossier", "Printing {count} dossiers", len(wanted))
        self._desk.tasks.start(
            self,
            Lane.WRITE,
            label.format(count=len(wanted)),
            lambda progress: print_offers(session.project, wanted, session.who, datetime.date.today(), progress),
            self._printed,
        )

    def _printed(self, outcome: Outcome) -> None:
        self.refresh()
        self._desk.journalled.emit()
        if outcome.problems:
            self._desk.said.emit("error", _("Not printed: {reasons}").format(reasons="; ".join(outcome.problems)))
        elif outcome.paths:
            count = len(outcome.paths)
            text = ngettext("{count} dossier printed in {folder}", "{count} dossiers printed in {folder}", count)
            self._desk.said.emit("good", text.format(count=count, folder=outcome.paths[0].parent))
        if outcome.paths:
            self.preview.show_file(outcome.paths[0])

    @property
    def _offers(self) -> tuple[Offer, ...]:
        return self._papers.offers.get(self.audience.currentData(), ())

    def _show(self, papers: Papers) -> None:
        ticked = {self._offers[row] for row in self._ticked()}
        self._papers = papers
        self.made.show_rows(
            [(_day(made), made.row["title"], str(made.version), _sent_to(made)) for made in papers.made]
        )
        self._take_up_sending()
        self._show_offers(ticked)

    def _show_offers(self, ticked: Set[Offer] = frozenset()) -> None:
        offers = self._offers
        self._none.setVisible(not offers)
        self._none.setText(_(NOTHING_TO_PRINT[str(self.audience.currentData())]))
        with QSignalBlocker(self.plans):
            self.plans.show_rows([(offer.title, offer.detail) for offer in offers])
            self.plans.offer_ticks([offer in ticked for offer in offers])
        self._filter()
        self._count()

    def _filter(self) -> None:
        """Show the offers whose words hold what was typed; what is ticked stays ticked."""
        wanted = self.typed.text().casefold().strip()
        for row, offer in enumerate(self._offers):
            self.plans.setRowHidden(row, wanted not in f"{offer.title} {offer.detail}".casefold())

    def _ticked(self) -> list[int]:
        return [row for row, ticked in enumerate(self.plans.ticked()[: len(self._offers)]) if ticked]

    def _tick_all(self) -> None:
        """Tick what is shown, or untick it where all of it is ticked."""
        ticked = self.plans.ticked()
        shown = [not self.plans.isRowHidden(row) for row in range(len(ticked))]
        some_left = any(seen and not one for seen, one in zip(shown, ticked, strict=True))
        with QSignalBlocker(self.plans):
            self.plans.offer_ticks([some_left if seen else one for seen, one in zip(shown, ticked, strict=True)])
        self.plans.viewport().update()
        self._count()

    def _count(self) -> None:
        count = len(self._ticked())
        text = ngettext("Print {count} PDF", "Print {count} PDFs", count).format(count=count) if count else _("Print")
        self.print_button.setText(text)
        self.print_button.setAccessibleName(text)
        self.print_button.setEnabled(count > 0)
        self.all_button.setEnabled(self.plans.rowCount() > 0)

    def _offer_chosen(self) -> None:
        if self.plans.selectedIndexes():
            self._resting.start()

    def _prove(self) -> None:
        """Show the offer chosen as it would be printed; it is made in a job and written nowhere."""
        session, offer = self._desk.session, self._offer()
        if session is None or offer is None:
            return
        with QSignalBlocker(self.made):
            self.made.clearSelection()
        self.sending.look()

        def done(proof: Proof) -> None:
            if offer == self._offer():
                self.preview.show_proof(proof.name, proof.pdf)

        today = datetime.date.today()
        self._desk.tasks.read(
            self, lambda progress: read_proof(session.project, offer, today, progress), done, self._desk.tell_error
        )

    def _offer(self) -> Offer | None:
        rows = {index.row() for index in self.plans.selectedIndexes()}
        return self._offers[rows.pop()] if len(rows) == 1 and max(rows) < len(self._offers) else None

    def _made(self) -> Made | None:
        rows = {index.row() for index in self.made.selectedIndexes()}
        return self._papers.made[rows.pop()] if len(rows) == 1 else None

    def _preview_chosen(self) -> None:
        made = self._made()
        self.sending.look()
        if made is not None:
            with QSignalBlocker(self.plans):
                self.plans.clearSelection()
            self.preview.show_file(made.path)

    def take_up(self, entry: Unfinished) -> None:
        """Show the sending that was being typed when the application stopped."""
        self._left_behind = entry
        self._take_up_sending()

    def _take_up_sending(self) -> None:
        entry = self._left_behind
        rows = [row for row, made in enumerate(self._papers.made) if entry and str(made.row["id"]) == entry.key]
        if entry is None or not rows:
            self.sending.look()
            return
        self._left_behind = None
        self.made.selectRow(rows[0])
        self.sending.take_up(entry.content)

    def _open_folder(self) -> None:
        homes = self._desk.homes
        if homes is not None:
            folder: Path = folder_of(homes.name)
            folder.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_change(self, change: Change) -> None:
        if change.touches(*_CARES):
            self.refresh()


def _sent_to(made: Made) -> str:
    return ", ".join(one.sent_to for one in made.sent)


def _day(made: Made) -> str:
    return short_day(datetime.datetime.fromisoformat(made.row["made_at"]).astimezone().date())
