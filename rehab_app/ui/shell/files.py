"""File → New, Open, Sample, Import: which project is open and what comes into it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from rehab_app.core import settings as stored
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.services.intake.report import ImportReport
from rehab_app.services.jobs import Lane
from rehab_app.services.session import SUFFIX, Session, new_session, open_sample, open_session
from rehab_app.ui.desk import Desk
from rehab_app.ui.shell.actions import Actions
from rehab_app.ui.shell.import_report import ImportReportView
from rehab_app.ui.shell.new_home import NEW_HOME_DRAFT, NewHome
from rehab_app.ui.shell.new_project import NEW_DRAFT, NewProject


class Files(QObject):
    """Does the actions of the File menu.

    Attributes:
        report: the view of the last import, None before one.
    """

    def __init__(self, desk: Desk, actions: Actions, window: QWidget, show: Callable[[QWidget], None]) -> None:
        super().__init__(actions)
        self._desk = desk
        self._window = window
        self._show = show
        self.report: ImportReportView | None = None
        actions.new.triggered.connect(self.show_new)
        desk.drafts.openers[NEW_DRAFT] = lambda _entry: self.show_new()
        actions.new_home.triggered.connect(self.show_new_home)
        desk.drafts.openers[NEW_HOME_DRAFT] = lambda _entry: self.show_new_home()
        actions.open.triggered.connect(self._ask_project)
        actions.sample.triggered.connect(self.open_sample)
        actions.import_files.triggered.connect(lambda: self._ask_import(QFileDialog.FileMode.ExistingFiles))
        actions.import_folder.triggered.connect(lambda: self._ask_import(QFileDialog.FileMode.Directory))

    def show_new(self) -> None:
        """Show the form of a new neighbourhood."""
        self._show(NewProject(self._desk.drafts, self.make))

    def show_new_home(self) -> None:
        """Show the form of a home that comes from no file."""
        if self._desk.session is not None:
            self._show(NewHome(self._desk))

    def open(self, location: str | Path) -> None:
        """Open a project as a job."""
        who = self._desk.settings.adviser
        label = _("Opening {name}").format(name=Path(location).stem)
        self._start(label, lambda _progress: open_session(location, who))

    def open_sample(self) -> None:
        """Open the fictional neighbourhood; it is made the first time."""
        who = self._desk.settings.adviser
        self._start(_("Opening the fictional neighbourhood"), lambda progress: open_sample(progress, who))

    def make(self, location: Path, name: str, commune_insee: str, commune_name: str) -> None:
        """Make a project and open it."""
        who = self._desk.settings.adviser
        label = _("Making {name}").format(name=name)
        self._start(label, lambda _progress: new_session(location, name, commune_insee, commune_name, who))

    def look(self, paths: Sequence[Path]) -> None:
        """Import what explains itself; show the columns of a table first."""
        session = self._desk.session
        if session is None or not paths:
            return

        def work(_progress: Progress) -> object:
            # The readers of files are heavy; a window that only looks never loads them.
            from rehab_app.services.table_import import table_to_map

            return table_to_map(session.project, paths)

        self._desk.tasks.read(self, work, lambda table: self._show_columns(table, paths))

    def _show_columns(self, table: object, paths: Sequence[Path]) -> None:
        if table is None:
            self.take(paths)
            return
        from rehab_app.services.table_import import TableToMap
        from rehab_app.ui.shell.table_mapping import TableMapping

        assert isinstance(table, TableToMap)
        self._show(TableMapping(table, lambda mapping: self.take(paths, {table.name: mapping})))

    def take(self, paths: Sequence[Path], mappings: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """Import files, folders and archives; the report is shown at the end.

        Args:
            paths: in any mixture.
            mappings: columns of a table as the user corrected them, by name of the file.
        """
        session = self._desk.session
        if session is None or not paths:
            return

        def done(report: ImportReport) -> None:
            self.report = ImportReportView(self._desk.theme, report, lambda: self._desk.page_wanted.emit("quartier"))
            self._show(self.report)
            self._desk.changed.emit(report.change)

        def work(progress: Progress) -> ImportReport:
            from rehab_app.services.importing import import_paths

            return import_paths(session.project, paths, session.who, progress, mappings)

        self._desk.tasks.start(self, Lane.WRITE, _("Import"), work, done)

    def _start(self, label: str, work: Callable[[Progress], Session]) -> None:
        def done(session: Session) -> None:
            settings = self._desk.settings
            settings.opened(session.location)
            self._desk.use(session)
            # Now, not when the window closes: after a crash the next start opens this project again.
            self._desk.tasks.start(self, Lane.WRITE, "", lambda _progress: stored.save(settings), shown=False)

        self._desk.tasks.start(self, Lane.READ, label, work, done)

    def _ask_project(self) -> None:
        dialog = QFileDialog(self._window, _("Open a neighbourhood"))
        dialog.setNameFilters([_("Neighbourhoods (*{suffix})").format(suffix=SUFFIX), _("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        _show_dialog(dialog)

    def _ask_import(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self._window, _("Choose what to import"))
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(lambda names: self.look([Path(name) for name in names]))
        _show_dialog(dialog)


def _show_dialog(dialog: QFileDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
