"""Second step: what can be done — a few large choices, and what follows from them at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.i18n import _
from rehab_app.ui.parts.flow import Flow
from rehab_app.ui.parts.words import words
from rehab_app.ui.seance.income_box import not_said
from rehab_app.ui.seance.results import Results
from rehab_app.ui.seance.sheet import Sizes
from rehab_app.ui.theme import Theme

if TYPE_CHECKING:
    from rehab_app.services.seance import Seance
    from rehab_app.services.seance_choices import Choice, Subject

_RESULTS_PX, _HEADING_PX, _NARROW_HEADING_PX = 400, 205, 220


class SubjectBox(QWidget):
    """One part of the house: its name and its ways, of which one is chosen; the arrows go from one to the next.

    Signals:
        chosen: another way was chosen; carries the codes of the subject and of the way.
    """

    chosen = Signal(str, str)

    def __init__(self, subject: "Subject", sizes: Sizes, narrow: bool) -> None:
        super().__init__()
        self._subject = subject
        self._group = QButtonGroup(self)
        self.ways: dict[str, QRadioButton] = {}
        name = _(subject.label)
        heading = words(name, "choice", wrap=not narrow)
        flow = Flow(sizes.gap(8))
        if narrow:  # the name is the first of the row; ways for which there is no room go on under it
            heading.setMinimumSize(sizes.px(_NARROW_HEADING_PX), sizes.row)
            flow.addWidget(heading)
        for way in subject.ways:
            button = QRadioButton(_(way.label))
            button.setAccessibleName(_("{subject}: {way}").format(subject=name, way=button.text()))
            button.toggled.connect(self._teller(way.code))
            self._group.addButton(button)
            self.ways[way.code] = button
            flow.addWidget(button)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(sizes.gap(16))
        if not narrow:
            heading.setFixedWidth(sizes.px(_HEADING_PX))
            box.addWidget(heading, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(flow, 1)

    def show_way(self, code: str) -> None:
        """Show what is chosen; nobody is told."""
        button = self.ways.get(code) or self.ways[self._subject.ways[0].code]
        with QSignalBlocker(self):
            button.setChecked(True)
        for way in self.ways.values():  # Tab goes to what is chosen, the arrows from one to the next
            way.setFocusPolicy(Qt.FocusPolicy.StrongFocus if way is button else Qt.FocusPolicy.ClickFocus)

    def _teller(self, way: str) -> Callable[[bool], None]:
        def tell(on: bool) -> None:
            if on:
                self.chosen.emit(self._subject.code, way)

        return tell


class WorksStep(QWidget):
    """The page of the second step.

    Signals:
        chosen: another choice; carries it.
    """

    chosen = Signal(object)

    def __init__(self, seance: "Seance", theme: Theme, sizes: Sizes, narrow: bool) -> None:
        super().__init__()
        self.setObjectName("step")
        self._seance = seance
        self._choice: Choice = {}
        self.starts: list[QPushButton] = []
        self.subjects: dict[str, SubjectBox] = {}
        self.results = Results(theme, sizes, narrow)
        self.results.warn(not_said(seance))
        if not narrow:
            self.results.setFixedWidth(sizes.px(_RESULTS_PX))
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        box = QBoxLayout(down if narrow else across, self)
        edge = sizes.gap(16 if narrow else 32)
        box.setContentsMargins(edge, sizes.gap(12), edge, sizes.gap(12))
        box.setSpacing(sizes.gap(16 if narrow else 32))
        box.addWidget(self._choices(sizes, narrow), 1)
        box.addWidget(self.results)

    def _choices(self, sizes: Sizes, narrow: bool) -> QScrollArea:
        body = QWidget()
        body.setObjectName("step")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, sizes.gap(8), 0)
        column.setSpacing(sizes.gap(6))
        flow = Flow(sizes.gap(8))
        for label, choice in self._seance.starts:
            button = QPushButton(_(label))
            button.setProperty("role", "start")
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, choice=choice: self._start(choice))
            self.starts.append(button)
            flow.addWidget(button)
        column.addLayout(flow)
        column.addSpacing(sizes.gap(8))
        for subject in self._seance.subjects:
            box = SubjectBox(subject, sizes, narrow)
            box.chosen.connect(self._choose)
            self.subjects[subject.code] = box
            column.addWidget(box)
        if not self._seance.subjects:
            column.addWidget(words(_("Nothing of the catalogue is left to do in this home."), "large", wrap=True))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(_("Choices"))
        area.setWidget(body)
        return area

    def show_seance(self, seance: "Seance") -> None:
        """Take up the same session with another income."""
        self._seance = seance
        self.results.warn(not_said(seance))

    def show_choice(self, choice: "Choice") -> None:
        """Show a choice and its figures."""
        self._choice = choice
        for code, box in self.subjects.items():
            box.show_way(choice.get(code, ""))
        same = self._seance.works(choice)
        for button, (_label, start) in zip(self.starts, self._seance.starts, strict=True):
            button.setChecked(self._seance.works(start) == same)
        self.results.show_answer(self._seance.answer(choice))

    def _start(self, choice: "Choice") -> None:
        self.chosen.emit(self._seance.started(self._choice, choice))

    def _choose(self, subject: str, way: str) -> None:
        self.chosen.emit({**self._choice, subject: way})
