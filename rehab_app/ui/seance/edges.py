"""The edges of the session: on top the address, the four steps and the size of the text; at the foot, back and on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from rehab_app.core.i18n import _, mark
from rehab_app.ui.parts.words import shrinking
from rehab_app.ui.seance.sheet import Sizes

STEPS = (mark("My home"), mark("What can be done"), mark("What it costs me"), mark("What I keep"))


class Head(QFrame):
    """Signals:
    chosen: a step, by its number; larger, smaller: the text; left: the session is over.
    """

    chosen = Signal(int)
    larger = Signal()
    smaller = Signal()
    left = Signal()

    def __init__(self, address: str, sizes: Sizes, narrow: bool) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._narrow = narrow
        self.steps: list[QPushButton] = []
        column = QVBoxLayout(self)
        edge = sizes.gap(24)
        column.setContentsMargins(edge, sizes.gap(8), edge, 0)
        column.setSpacing(sizes.gap(4))
        top = QHBoxLayout()
        top.setSpacing(sizes.gap(8))
        if narrow:  # the steps take the place of the address, which stays in the title of the window
            top.addLayout(self._steps(sizes), 1)
        else:
            name = shrinking(address, "choice")
            name.setToolTip(address)
            top.addWidget(name, 1)
        for text, words, signal in (
            ("A −", _("Smaller text"), self.smaller),
            ("A +", _("Larger text"), self.larger),
            (_("Close"), _("Close the session"), self.left),
        ):
            button = QPushButton(text)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(signal)
            top.addWidget(button)
        column.addLayout(top)
        if not narrow:
            column.addLayout(self._steps(sizes))

    def _steps(self, sizes: Sizes) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.gap(8))
        group = QButtonGroup(self)
        for at, label in enumerate(STEPS):
            button = QPushButton()
            button.setProperty("role", "step")
            button.setCheckable(True)
            button.setAccessibleName(_("Step {number}: {name}").format(number=at + 1, name=_(label)))
            button.clicked.connect(lambda _on=False, at=at: self.chosen.emit(at))
            group.addButton(button)
            self.steps.append(button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def show_step(self, step: int) -> None:
        """Name the steps; where there is little room, only the one shown is written out."""
        for at, (button, label) in enumerate(zip(self.steps, STEPS, strict=True)):
            whole = not self._narrow or at == step
            button.setText(f"{at + 1}  {_(label)}" if whole else str(at + 1))
            button.setChecked(at == step)


class Foot(QFrame):
    """Signals:
    moved: to the step before (-1) or after (1).
    """

    moved = Signal(int)

    def __init__(self, sizes: Sizes, narrow: bool) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.back, self.on = QPushButton(_("Back")), QPushButton()
        self.back.setProperty("role", "back")
        self.on.setProperty("role", "next")
        for button in (self.back, self.on):
            button.setProperty("slim", narrow)
        row = QHBoxLayout(self)
        edge = sizes.gap(24)
        gap = sizes.gap(4 if narrow else 8)
        row.setContentsMargins(edge, gap, edge, gap)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.on, 0, Qt.AlignmentFlag.AlignRight)
        self.back.clicked.connect(lambda: self.moved.emit(-1))
        self.on.clicked.connect(lambda: self.moved.emit(1))

    def show_step(self, step: int) -> None:
        self.back.setVisible(step > 0)
        self.on.setVisible(step < len(STEPS) - 1)
        if step < len(STEPS) - 1:
            self.on.setText(_("Next: {step}").format(step=_(STEPS[step + 1])))
