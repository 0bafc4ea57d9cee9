"""What a page says while its data is on its way: what is being done and how far it is, never a bare spinner."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.ui.parts.words import words
from rehab_app.ui.tasks import Tasks
from rehab_app.ui.theme import SPACE_S

_WIDTH = 380


class Loading(QWidget):
    """Follows the latest job that the user sees."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._what, self._doing = words("", "title"), words("", "second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDTH)
        self._bar.setAccessibleName(_("Progress"))
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_S)
        column.addStretch(2)
        for widget in (self._what, self._bar, self._doing):
            column.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        tasks.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        job = self._tasks.shown[-1] if self._tasks.shown else None
        self._what.setText(job.label if job is not None else _("Reading the neighbourhood"))
        self._doing.setText(job.doing if job is not None else "")
        self._bar.setRange(0, job.total if job is not None else 0)
        self._bar.setValue(job.done if job is not None else 0)
