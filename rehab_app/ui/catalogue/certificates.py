"""RGE qualifications of a firm: a table, and a line to add one."""

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rehab_app.core.format import day, short_day
from rehab_app.core.i18n import _, from_french
from rehab_app.services.catalogue_view import Certificate
from rehab_app.services.firm_editing import certificate_problem
from rehab_app.services.firm_editing import day as typed_day
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.proposals import propose
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_S, Theme

_DATE_PX = 100
_TABLE_PX = 132


class Certificates(QWidget):
    """Holds what will be kept; nothing is written here.

    Signals:
        touched: somebody typed in it, added or removed one.
    """

    touched = Signal()

    def __init__(self, theme: Theme, domains: Sequence[str]) -> None:
        super().__init__()
        self.certificates: tuple[Certificate, ...] = ()
        self.table = Grid(
            theme,
            _("RGE qualifications"),
            (GridColumn(_("RGE qualification")), GridColumn(_("From"), 92), GridColumn(_("Until"), 92)),
        )
        self.table.setFixedHeight(_TABLE_PX)
        self.domain, self.begins, self.ends = QLineEdit(), QLineEdit(), QLineEdit()
        self._official = {from_french(domain): domain for domain in domains}
        propose(self.domain, QStringListModel(list(self._official), self))
        for entry, text in ((self.domain, _("Domain")), (self.begins, _("From")), (self.ends, _("Until"))):
            entry.setPlaceholderText(text)
            entry.setAccessibleName(text)
            entry.textEdited.connect(self.touched)
        self.domain.completer().activated.connect(self.touched)
        for entry in (self.begins, self.ends):
            entry.setFixedWidth(_DATE_PX)
            entry.setToolTip(_("Write it as 12/03/2026."))
        self.add, self.remove = QPushButton(_("Add")), QPushButton(_("Remove"))
        self.add.setAccessibleName(_("Add the qualification"))
        self.remove.setAccessibleName(_("Remove the qualification"))
        self.error = words("", "error", wrap=True)
        self.error.hide()
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(words(_("RGE qualifications"), "second"), 1)
        head.addWidget(self.remove)
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        line.addWidget(self.domain, 1)
        for widget in (self.begins, self.ends, self.add):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addLayout(line)
        column.addWidget(self.error)

    def show_certificates(self, certificates: Sequence[Certificate]) -> None:
        self.certificates = tuple(certificates)
        rows = [(from_french(c.domain), short_day(c.begins), short_day(c.ends)) for c in self.certificates]
        self.table.show_rows(rows)
        self.remove.setEnabled(bool(self.certificates))
        for entry in (self.domain, self.begins, self.ends):
            entry.clear()
        self._blame("")

    @property
    def state(self) -> tuple[object, ...]:
        """What will be kept and what is being typed."""
        return (self.certificates, self.domain.text(), self.begins.text(), self.ends.text())

    @property
    def kept(self) -> Any:
        """What a draft keeps of it: those listed, and what is being typed."""
        listed = [
            [c.domain, *(one.isoformat() if one else "" for one in (c.begins, c.ends))] for c in self.certificates
        ]
        return {"listed": listed, "typed": [entry.text() for entry in (self.domain, self.begins, self.ends)]}

    def take_up(self, kept: Any) -> None:
        """Show what a draft kept."""
        self.show_certificates([Certificate(domain, typed_day(a), typed_day(b)) for domain, a, b in kept["listed"]])
        for entry, text in zip((self.domain, self.begins, self.ends), kept["typed"], strict=True):
            entry.setText(text)

    def finish(self) -> bool:
        """Take what is typed but not added yet; False when it is wrong."""
        if any(entry.text().strip() for entry in (self.domain, self.begins, self.ends)):
            self._add()
        return not self.error.text()

    def _add(self) -> None:
        texts = [entry.text() for entry in (self.domain, self.begins, self.ends)]
        problem = certificate_problem(*texts)
        self._blame(problem)
        if problem:
            return
        domain = texts[0].strip()
        made = Certificate(self._official.get(domain, domain), typed_day(texts[1]), typed_day(texts[2]))
        # One with the same domain is renewed.
        others = [certificate for certificate in self.certificates if certificate.domain != made.domain]
        self.show_certificates([*others, made])
        self.touched.emit()

    def _remove(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        self.show_certificates([c for at, c in enumerate(self.certificates) if at not in rows])
        self.touched.emit()

    def _blame(self, problem: str) -> None:
        self.error.setText(problem)
        self.error.setVisible(bool(problem))


def ending_words(certificates: Sequence[Certificate], today: datetime.date) -> str:
    """A line for each qualification that has ended or will soon."""
    lines = []
    for certificate in certificates:
        left = certificate.days_left(today)
        if left is not None and left < 0:
            told = _("The certificate “{domain}” ended on {day}: aids are refused without it.")
        else:
            told = _("The certificate “{domain}” ends on {day}: ask for the new one.")
        lines.append(told.format(domain=from_french(certificate.domain), day=day(certificate.ends)))
    return "\n".join(lines)
