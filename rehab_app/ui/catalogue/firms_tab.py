"""Firms on the left, the form of one on the right: trades, crews, place, qualifications, days away, prices."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.services import firm_editing
from rehab_app.services.catalogue_view import Firm, rge_domains
from rehab_app.services.firm_facts import FirmFacts, firm_facts
from rehab_app.ui.catalogue.absences import Absences
from rehab_app.ui.catalogue.certificates import Certificates, ending_words
from rehab_app.ui.catalogue.firm_prices import FirmPrices
from rehab_app.ui.catalogue.firm_rows import firm_columns, firm_row
from rehab_app.ui.catalogue.trades import Trades
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import FIRM_DRAFT
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.form_draft import DraftPart, FormDraft
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.grid import Grid
from rehab_app.ui.parts.sheets import side_column
from rehab_app.ui.parts.words import card, set_role, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

_FORM_PX = 560


class FirmsTab(QWidget):
    """Edits one firm at a time; nothing is written before Save."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._firms: Sequence[Firm] = ()
        self._firm: Firm | None = None
        self._filled: tuple[object, ...] = ()  # the form as it was filled
        self._unfinished = ""  # firm whose form was left unfinished, to be shown when it is read
        self._wanted = ""  # name of a firm just added, to be shown when it is read
        self.table = Grid(desk.theme, _("Firms"), firm_columns())
        self.add = push_button(_("New firm"))
        self.lines = {
            "name": FormLine(_("Name")),
            "siret": FormLine(_("SIRET"), example=_("14 digits")),
            "crews": FormLine(_("Crews at work at the same time"), example="2"),
            "address": FormLine(_("Address")),
            "phone": FormLine(_("Phone")),
            "email": FormLine(_("E-mail")),
            "latitude_deg": FormLine(_("Latitude, °"), example=figure(50.4561, decimals=4)),
            "longitude_deg": FormLine(_("Longitude, °"), example=figure(2.7922, decimals=4)),
        }
        self.trades = Trades()
        self.certificates = Certificates(desk.theme, rge_domains())
        self.absences = Absences(desk.theme)
        self.prices = FirmPrices(desk)
        self._facts: Mapping[int, FirmFacts] = {}
        self.warning = words("", wrap=True)
        self.save = push_button(_("Save the firm"))
        set_role(self.save, "primary")
        self.remove = push_button(_("Remove the firm"))
        self._lay_out()
        self.setFocusProxy(self.table)
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.add.clicked.connect(self.start_new)
        self.save.clicked.connect(self.submit)
        self.remove.clicked.connect(self._remove)
        self._draft = FormDraft(desk.drafts, FIRM_DRAFT, self.lines, self._draft_title, self, self._parts, ("price",))
        self._fill(None)

    @property
    def _parts(self) -> dict[str, DraftPart]:
        """What a draft keeps beside the lines."""
        return {
            "lots": self.trades,
            "certificates": self.certificates,
            "absences": self.absences,
            "price": self.prices,
        }

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE_S)
        left.addWidget(self.table, 1)
        left.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)
        sheet = card()
        form = QVBoxLayout(sheet)
        form.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        form.setSpacing(SPACE_S)
        form.addWidget(self.warning)
        pairs = QGridLayout()
        pairs.setHorizontalSpacing(SPACE_L)
        pairs.setVerticalSpacing(SPACE_S)
        for at, line in enumerate(self.lines.values()):
            pairs.addWidget(line, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        form.addLayout(pairs)
        form.addWidget(self.trades)
        form.addWidget(self.certificates)
        form.addWidget(self.absences)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        form.addLayout(buttons)
        form.addSpacing(SPACE_M)
        form.addWidget(self.prices)
        form.addStretch(1)
        area = side_column(sheet, _("The firm chosen"), _FORM_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_M, 0, 0)
        row.setSpacing(SPACE_L)
        row.addLayout(left, 1)
        row.addWidget(area)

    def show_firms(self, firms: Sequence[Firm]) -> None:
        """Show the firms; the one in the form stays there, anew unless something was typed."""
        self._firms = firms
        self._show_rows()
        self._read_facts()
        kept = self._firm.row["id"] if self._firm is not None else -1
        at = next((n for n, firm in enumerate(firms) if firm.row["id"] == kept or firm.row["name"] == self._wanted), -1)
        self._wanted = ""
        if self._state() != self._filled:
            return  # something is typed and not saved: it stays
        if at >= 0:
            self.table.selectRow(at)
            self._fill(firms[at])
        elif firms and self._firm is None and not self.lines["name"].text:
            self.table.selectRow(0)
        if self._unfinished:
            self.take_up(self._unfinished)

    def _show_rows(self) -> None:
        today = datetime.date.today()
        self.table.blockSignals(True)
        self.table.show_rows([firm_row(firm, self._facts.get(firm.row["id"]), today) for firm in self._firms])
        self.table.blockSignals(False)

    def _read_facts(self) -> None:
        """Distances and prices are on their way: every building is looked at for the middle of the neighbourhood."""
        session = self._desk.session
        if session is not None:
            self._desk.tasks.read(self, lambda _progress: firm_facts(session.project), self._show_facts)

    def _show_facts(self, found: Sequence[FirmFacts]) -> None:
        self._facts = {facts.firm_id: facts for facts in found}
        self._show_rows()
        self._show_prices()

    def _show_prices(self) -> None:
        number = self._firm.row["id"] if self._firm is not None else -1
        self.prices.show_firm(number, self._facts.get(number))

    def _draft_title(self) -> str:
        return _("firm {name}").format(name=self.lines["name"].text or _("(new)"))

    def take_up(self, key: str) -> None:
        """Show the form of a draft, once the firms are read."""
        self._unfinished = key
        numbers = [str(firm.row["id"]) for firm in self._firms]
        if key in numbers:
            self.table.selectRow(numbers.index(key))
            self._unfinished = ""
        elif key == "new":
            self.start_new()
            self._unfinished = ""

    def start_new(self) -> None:
        """An empty form, or what was left unfinished in one."""
        self.table.clearSelection()
        self._fill(None)
        self.lines["name"].entry.setFocus()

    def submit(self) -> None:
        """Write the firm, or say beside each field what is wrong."""
        typed = {name: line.text for name, line in self.lines.items()}
        lots = self.trades.lots
        homes = self._desk.homes
        problems = firm_editing.firm_problems(typed, lots, homes is not None and homes.fictional)
        for name, line in self.lines.items():
            line.blame(problems.get(name, ""))
        self.trades.blame(problems.get("lots", ""))
        if problems or not (self.certificates.finish() and self.absences.finish()):
            return
        firm = (self._firm.row["id"], self._firm.row["version"]) if self._firm is not None else None
        certificates, absences = self.certificates.certificates, self.absences.absences
        self._wanted = typed["name"] if firm is None else ""
        self._desk.write(
            lambda session: firm_editing.keep_firm(
                session.project, session.who, firm, typed, lots, certificates, absences
            ),
            self._saved,
            lambda error: self.lines["name"].blame(explain(error)),
        )

    def _saved(self, _change: Change) -> None:
        self._filled = self._state()
        self._draft.end()
        self._desk.said.emit("good", _("The firm is saved."))

    def _remove(self) -> None:
        firm = self._firm
        if firm is not None:
            number, version, name = firm.row["id"], firm.row["version"], firm.row["name"]
            self._fill(None)
            self._desk.write(
                lambda session: firm_editing.remove_firm(session.project, session.who, number, version, name),
                failed=lambda error: self._keep(firm, error),
            )

    def _keep(self, firm: Firm, error: Exception) -> None:
        self._fill(firm)
        self._desk.tell_error(error)

    def _show_chosen(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        at = rows.pop() if len(rows) == 1 else -1
        if 0 <= at < len(self._firms):
            self._fill(self._firms[at])

    def _fill(self, firm: Firm | None) -> None:
        self._firm = firm
        row = firm.row if firm is not None else {}
        for name, line in self.lines.items():
            value = row.get(name)
            line.write(_shown(name, value))
        self.trades.show_lots(row.get("lots") or ())
        self.certificates.show_certificates(firm.certificates if firm is not None else ())
        self.absences.show_absences(row.get("absences") or ())
        self.remove.setEnabled(firm is not None)
        self._show_prices()
        ending = ending_words(firm.ending(datetime.date.today()) if firm is not None else (), datetime.date.today())
        self.warning.setText(ending)
        self.warning.setVisible(bool(ending))
        set_role(self.warning, "error")
        self._filled = self._state()
        self._draft.begin(str(row.get("id", "new")))

    def _state(self) -> tuple[object, ...]:
        """All that the form holds, to see whether something was typed."""
        texts = (line.text for line in self.lines.values())
        return (
            *texts,
            *self.trades.lots,
            *self.certificates.state,
            *self.absences.state,
        )


def _shown(name: str, value: Any) -> str:
    """A value as it is typed."""
    if value is None:
        return ""
    if name == "crews":
        return figure(value)
    return figure(value, decimals=6).rstrip("0").rstrip(",.") if name.endswith("_deg") else str(value)
