"""Jobs under way in one place: a button that counts them, a sheet that shows and stops them."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from rehab_app.core.i18n import _, ngettext
from rehab_app.services.jobs import Job
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.words import words
from rehab_app.ui.tasks import Tasks
from rehab_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS, Theme

_SHEET_WIDTH = 380


class JobsButton(QToolButton):
    """Says how many jobs run; a click shows them."""

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.sheet = JobsSheet(tasks, self)
        self.setIcon(icon("spinner-gap", theme.second))
        self.setIconSize(QSize(20, 20))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._show_sheet)
        tasks.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        count = len(self._tasks.shown)
        text = ngettext("{count} job", "{count} jobs", count).format(count=count) if count else _("No job")
        self.setText(text)
        self.setToolTip(_("Work under way"))
        self.setAccessibleName(text)

    def _show_sheet(self) -> None:
        corner = self.mapToGlobal(QPoint(self.width() - _SHEET_WIDTH, self.height() + SPACE_XS))
        self.sheet.refresh()
        self.sheet.move(corner)
        self.sheet.show()


class JobsSheet(QFrame):
    """One line a job: what it does, how far it is, a button that stops it."""

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.setFixedWidth(_SHEET_WIDTH)
        self.setAccessibleName(_("Work under way"))
        self._tasks = tasks
        self._lines: dict[Job, _Line] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        self._column.setSpacing(SPACE_M)
        self._nothing = words(_("Nothing is under way. Long work shows here, and can be stopped here."), "second", True)
        self._column.addWidget(self._nothing)
        tasks.changed.connect(self.refresh)

    def refresh(self) -> None:
        shown = self._tasks.shown
        for job in [job for job in self._lines if job not in shown]:
            self._lines.pop(job).deleteLater()
        for job in shown:
            if job not in self._lines:
                self._lines[job] = _Line(job)
                self._column.addWidget(self._lines[job])
            self._lines[job].refresh()
        self._nothing.setVisible(not shown)
        self.adjustSize()


class _Line(QWidget):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(job.label)
        self._doing = words("", "small")
        stop = QPushButton(_("Stop"))
        stop.setAccessibleName(_("Stop: {job}").format(job=job.label))
        stop.clicked.connect(job.cancel)
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_XS)
        texts.addWidget(words(job.label))
        texts.addWidget(self._bar)
        texts.addWidget(self._doing)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addLayout(texts, 1)
        row.addWidget(stop, alignment=Qt.AlignmentFlag.AlignTop)

    def refresh(self) -> None:
        self._bar.setRange(0, self._job.total)
        self._bar.setValue(self._job.done)
        fitted = self._doing.fontMetrics().elidedText(self._job.doing, Qt.TextElideMode.ElideMiddle, _SHEET_WIDTH - 130)
        self._doing.setText(fitted)
