"""Bundles of works of a home side by side, up to five: from the label to the month, each aid with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from rehab_app.core.format import day
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.domain.financing import Option
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.ui.calculations import start_compose
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.home_options_hands import HandsBox
from rehab_app.ui.home.home_options_sheet import OptionsSheet
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_M, SPACE_S

if TYPE_CHECKING:
    from rehab_app.services.own_hands import HandsWork

MOST = 5
_STARTED_WITH = ("step", "envelope", "whole")
_MOST_HOMES, _COUNT_PX = 50, 64
_ARROW_PX = 44  # of a list, beside its text


@dataclass(frozen=True, slots=True)
class Entry:
    """What a column may show: a reference bundle, or a choice of its own that the home keeps.

    Attributes:
        bundle: code, or works of the choice; scenario_id: of the home's scenario, 0 when it keeps none.
    """

    name: str
    bundle: str | tuple[str, ...]
    scenario_id: int = 0
    chosen: bool = False


class OptionsTab(QWidget):
    """Reckons the columns for the home shown when it is looked at; `options` is what it shows, once `filled`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self._entries: Mapping[str, Entry] = {}
        self._columns: list[str] = []
        self._stored: Mapping[str, str] = {}
        self._asked = 0
        self.options: Sequence[Option] = ()
        self.filled = False
        self.together = QSpinBox()
        self.together.setRange(1, _MOST_HOMES)
        self.together.setFixedWidth(_COUNT_PX)
        self.together.lineEdit().setTextMargins(SPACE_S, 0, SPACE_S, 0)
        self.together.setToolTip(_("Neighbours who do the same works at the same time share the site"))
        self.together.setAccessibleName(_("Homes that do the same works together"))
        self.add = QPushButton(_("Add a column"))
        self.hands = HandsBox(self._reckon)
        self.hands.hide()
        self.fold = QPushButton(_("Own hands"))
        self.fold.setCheckable(True)
        self.fold.setToolTip(_("Works that the household does itself, alone or with a supervisor"))
        self.fold.setAccessibleName(_("Show the works that the household does itself"))
        self.fold.toggled.connect(self.hands.setVisible)
        self._told = words("", "second", wrap=True)
        self.sheet = OptionsSheet(desk.theme)
        self.sheet.filled.connect(self._finish)
        self.more = QPushButton()
        self.more.hide()
        self._lay_out()
        self.together.valueChanged.connect(lambda _count: self._reckon())
        self.add.clicked.connect(self._add_column)
        self.more.clicked.connect(self.sheet.show_next)
        self.sheet.hidden.connect(self._tell_more)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(words(_("Homes together")))
        bar.addWidget(self.together)
        bar.addWidget(self._told, 1)
        bar.addWidget(self.more)
        bar.addWidget(self.fold)
        bar.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.addLayout(bar)
        column.addWidget(self.hands)
        column.addWidget(self.sheet, 1)

    def show_home(self, view: DwellingView) -> None:
        """Compare bundles for this home; the columns chosen before stay when it is the same home."""
        other = self._view is None or self._view.record["id"] != view.record["id"]
        self._view = view
        self._entries = _entries(view)
        stored = _hands(view)
        if other or stored != self._stored:
            self._stored = stored
            self.hands.start_with(stored)
        if other:
            self._columns = _first_columns(self._entries)
            self.options = ()
        self._columns = [key for key in self._columns if key in self._entries]
        self._reckon()

    def choose(self, place: int, key: str) -> None:
        """Show another bundle in a column."""
        self._columns[place] = key
        self._reckon()

    def remove(self, place: int) -> None:
        """Take a column away."""
        del self._columns[place]
        self._reckon()

    def _add_column(self) -> None:
        left = [key for key in self._entries if key not in self._columns]
        if left and len(self._columns) < MOST:
            self._columns.append(left[0])
            self._reckon()

    def _reckon(self) -> None:
        session, view = self._desk.session, self._view
        if session is None or view is None:
            return
        self._asked += 1
        asked, home, count = self._asked, int(view.record["id"]), self.together.value()
        bundles = [self._entries[key].bundle for key in self._columns]
        done_by = dict(self.hands.done_by)
        self._told.setText(_("Reckoning…"))

        def work(progress: Progress) -> "tuple[Sequence[Option], Sequence[HandsWork]]":
            # The engine is heavy; a window that only looks never loads it.
            from rehab_app.services.bundling import options
            from rehab_app.services.own_hands import own_hands

            found = options(session.project, home, bundles, done_by=done_by, homes_together=count)
            return found, own_hands(line.work for option in found for line in option.works)

        def done(found: "tuple[Sequence[Option], Sequence[HandsWork]]") -> None:
            if asked == self._asked:
                self.options = found[0]
                self.hands.show_works(found[1])
                self._show()

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._told.setText(explain(error))

        self._desk.tasks.read(self, work, done, failed)

    def _show(self) -> None:
        dates = {day(option.rules_on) for option in self.options}
        told = _("Rules and prices of {date}; * a price or a bound that is an assumption.")
        self._told.setText(told.format(date=", ".join(dates)) if dates else "")
        self.add.setEnabled(len(self._columns) < min(MOST, len(self._entries)))
        self.filled = False
        basis = " · ".join(dict.fromkeys(option.bill_basis for option in self.options))
        # The columns as they are now: they may be changed before the last one is filled.
        shown = tuple(self._columns)
        self.sheet.show_options(self.options, lambda place: self._head(place, shown[place]), basis)

    def _finish(self) -> None:
        self.filled = True

    def _tell_more(self, count: int) -> None:
        """Say how many columns are out of view; a click brings the next."""
        self.more.setVisible(count > 0)
        self.more.setText(ngettext("{count} more →", "{count} more →", count).format(count=count))
        self.more.setAccessibleName(_("Show the next column"))
        self.more.setToolTip(self.more.accessibleName())

    def _head(self, place: int, shown: str) -> QWidget:
        entry = self._entries[shown]
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        choice = Choice(_("Bundle of column {number}").format(number=place + 1), list_px=360)
        for key, known in self._entries.items():
            choice.addItem(known.name, key)
        choice.choose(shown)
        choice.activated.connect(lambda _at: self.choose(place, str(choice.currentData())))
        column.addWidget(choice)
        if choice.fontMetrics().horizontalAdvance(entry.name) > self.sheet.wide - _ARROW_PX:
            column.addWidget(words(entry.name, "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        kept = entry.chosen and self._stored == self._hands_of_chosen()
        take = QPushButton(_("Chosen") if kept else _("Choose"))
        take.setEnabled(not kept)
        take.setAccessibleName(_("Choose {bundle} for this home").format(bundle=entry.name))
        take.clicked.connect(lambda: self._take(entry))
        away = QPushButton(_("Remove"))
        set_role(away, "flat")
        away.setAccessibleName(_("Remove {bundle} from the comparison").format(bundle=entry.name))
        away.clicked.connect(lambda: self.remove(place))
        row.addWidget(take)
        row.addStretch(1)
        row.addWidget(away)
        column.addLayout(row)
        return box

    def _hands_of_chosen(self) -> dict[str, str]:
        """What the household does now of the bundle chosen."""
        chosen = self._view.chosen if self._view is not None else None
        works = {str(work["work"]) for work in chosen.works} if chosen is not None else set()
        return {work: mode for work, mode in self.hands.done_by.items() if work in works}

    def _take(self, entry: Entry) -> None:
        session, view = self._desk.session, self._view
        if session is None or view is None:
            return
        home, done_by = int(view.record["id"]), dict(self.hands.done_by)
        if isinstance(entry.bundle, str):
            start_compose(self._desk, [home], entry.bundle, done_by)
            return
        from rehab_app.services.own_hands import keep_choice

        self._desk.write(lambda open_: keep_choice(open_.project, open_.who, home, entry.scenario_id, done_by))


def _entries(view: DwellingView) -> dict[str, Entry]:
    """The home's own choices first, then the reference bundles; by a key that a list can hold."""
    # Names of bundles bring the catalogue; it is read when a home is compared.
    from rehab_app.services.bundles import bundle_names

    names = bundle_names()
    kept = {bundle.scenario["bundle"]: bundle for bundle in view.bundles}
    found = {
        f"#{bundle.scenario['id']}": Entry(
            bundle.name, tuple(str(work["work"]) for work in bundle.works), int(bundle.scenario["id"]), bundle.chosen
        )
        for code, bundle in kept.items()
        if code not in names and bundle.works
    }
    for code, name in names.items():
        mine = kept.get(code)
        found[code] = Entry(name, code, int(mine.scenario["id"]) if mine else 0, bool(mine is not None and mine.chosen))
    return found


def _hands(view: DwellingView) -> dict[str, str]:
    """What the household does of the bundle chosen, as it is kept."""
    works = view.chosen.works if view.chosen is not None else ()
    return {str(work["work"]): str(work["done_by"]) for work in works if work["done_by"] not in ("", "firm")}


def _first_columns(entries: Mapping[str, Entry]) -> list[str]:
    """What the home keeps, the chosen one first, then a few reference bundles."""
    kept = sorted((key for key, entry in entries.items() if entry.scenario_id), key=lambda key: not entries[key].chosen)
    return list(dict.fromkeys([*kept, *(code for code in _STARTED_WITH if code in entries)]))[:4]
