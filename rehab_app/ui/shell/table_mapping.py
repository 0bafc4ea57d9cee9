"""Before a table is imported: what each of its columns stands for, shown with its first values, to be corrected."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.services.table_import import TableToMap
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import card, set_role, words
from rehab_app.ui.shell.printing import UNPRINTED
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

Take = Callable[[Mapping[str, str]], None]
_EXAMPLES = 3
_FIELD_LETTERS = 30
_SAMPLE_PX = 380


class TableMapping(QWidget):
    """A line a column; `take` gets the mapping of heading to field when the user agrees."""

    def __init__(self, table: TableToMap, take: Take) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setProperty(UNPRINTED, True)
        self._table = table
        self._take = take
        self.choices: dict[str, Choice] = {}
        self.problem = words("", "error", wrap=True)
        self.import_button = QPushButton(_("Import the table"))
        self.import_button.setAccessibleName(_("Import the table"))
        set_role(self.import_button, "primary")
        self.import_button.clicked.connect(self.submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addWidget(words(_("What the columns of {file} stand for").format(file=table.name), "heading"))
        column.addWidget(words(self._about(), "second", wrap=True))
        column.addWidget(self._sheet(), 1)
        foot = QHBoxLayout()
        foot.addWidget(self.import_button)
        foot.addWidget(self.problem, 1)
        column.addLayout(foot)
        self.setFocusProxy(next(iter(self.choices.values()), self.import_button))

    @property
    def mapping(self) -> dict[str, str]:
        """Field of each heading that stands for one."""
        return {heading: box.currentData() for heading, box in self.choices.items() if box.currentData()}

    def submit(self) -> None:
        """Import, or say which field two columns stand for."""
        keys = list(self.mapping.values())
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            told = _("Two columns stand for “{field}”: leave one of them out.")
            self.problem.setText(told.format(field=self._table.fields[twice]))
            return
        self.problem.setText("")
        self._take(self.mapping)

    def _about(self) -> str:
        preview = self._table.preview
        rows = ngettext("{count} row.", "{count} rows.", preview.row_count).format(count=figure(preview.row_count))
        if preview.remembered:
            return f"{rows} " + _("The columns are those you chose for this kind of file before.")
        return f"{rows} " + _("Correct what is proposed; it will be remembered for files with the same headings.")

    def _sheet(self) -> QWidget:
        sheet = card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        for at, heading in enumerate((_("Column"), _("First values"), _("Stands for"))):
            grid.addWidget(words(heading, "small"), 0, at)
        for row, heading in enumerate(self._table.preview.headings, start=1):
            if not heading:
                continue
            grid.addWidget(words(heading), row, 0)
            examples = words(self._examples(row - 1), "second")
            examples.setFixedWidth(_SAMPLE_PX)
            grid.addWidget(examples, row, 1)
            self.choices[heading] = self._choice(heading)
            grid.addWidget(self.choices[heading], row, 2)
        grid.setColumnStretch(3, 1)
        grid.setRowStretch(len(self._table.preview.headings) + 1, 1)
        body = QWidget()
        body.setLayout(grid)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QVBoxLayout(sheet)
        inner.addWidget(area)
        return sheet

    def _examples(self, at: int) -> str:
        found = [row[at] for row in self._table.preview.samples if at < len(row) and row[at]]
        metrics = self.fontMetrics()
        return metrics.elidedText(" · ".join(found[:_EXAMPLES]), Qt.TextElideMode.ElideRight, _SAMPLE_PX)

    def _choice(self, heading: str) -> Choice:
        box = Choice(_("“{column}” stands for").format(column=heading), letters=_FIELD_LETTERS, list_px=360)
        box.addItem(_("left out"), "")
        for key, label in self._table.fields.items():
            personal = key in self._table.preview.personal
            box.addItem(_("{field} (personal)").format(field=label) if personal else label, key)
        box.choose(self._table.preview.proposal.mapping.get(heading, ""))
        return box
