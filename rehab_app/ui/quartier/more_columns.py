"""Columns of the field catalogue beside those read with the homes: read when somebody wants to see or filter them."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from rehab_app.core.progress import Progress
from rehab_app.services.catalogue_columns import catalogue_columns, read_columns
from rehab_app.services.neighbourhood import Column
from rehab_app.ui.desk import Desk
from rehab_app.ui.quartier.home_table import HomeTable


class MoreColumns(QObject):
    """Adds columns to the table.

    Signals:
        came: values of columns that were missing are there.
    """

    came = Signal()

    def __init__(self, desk: Desk, table: HomeTable) -> None:
        super().__init__(table)
        self._desk = desk
        self._table = table
        self.want(desk.more_columns)

    def want(self, names: Iterable[str]) -> None:
        """Offer columns of the catalogue; names of another version of the application are left out."""
        known = catalogue_columns()
        wanted = [name for name in names if name in known]
        self._table.offer(known[name] for name in wanted)
        self._desk.more_columns = tuple(dict.fromkeys((*self._desk.more_columns, *wanted)))
        self.read()

    def read(self) -> None:
        """Read the wanted columns that the homes do not have yet."""
        homes, session = self._desk.homes, self._desk.session
        if homes is None or session is None:
            return
        absent = [name for name in self._desk.more_columns if name not in homes.columns]
        if not absent:
            return

        def work(_progress: Progress) -> dict[str, Column]:
            return read_columns(session.project, homes.ids, homes.building_ids, absent)

        def done(found: dict[str, Column]) -> None:
            if self._desk.homes is homes:
                homes.columns.update(found)
                self._table.came(found)
                self.came.emit()

        self._desk.tasks.read(self, work, done)
