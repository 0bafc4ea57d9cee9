"""A day at the desk, road by road through the real window: what the bench watches for stalls."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from rehab_app.ui.calendar.page import CalendarPage
from rehab_app.ui.dossiers.page import DossiersPage
from rehab_app.ui.groups.page import GroupsPage
from rehab_app.ui.home.page import HomePage
from rehab_app.ui.pictures import rooms, settle
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.seance.window import SeanceWindow
from rehab_app.ui.shell.rail import PAGES, SETTINGS
from rehab_app.ui.shell.table_mapping import TableMapping
from rehab_app.ui.window import MainWindow
from tests.ui.windows import show_page

_ROWS = 200  # of the table that is imported
_WAYS = 6  # choices tried with a household
_HEADS = "Adresse;Code postal;Commune;Surface;Année;Couleur des volets"


def day(window: MainWindow, folder: Path) -> Iterator[str]:
    """Do all that an adviser does in a day on the sample; gives the name of what has just been done and has settled.

    Args:
        window: shows the sample.
        folder: where files that are imported may be written.
    """
    assert window.desk.homes is not None
    window.desk.selection.choose(window.desk.homes.ids[:1].tolist())
    for place, _window in rooms(window):
        yield f"place {place}"
    for road in (_looking, _describing, _grouping, _planning, _printing, _sitting, _asking, _resuming):
        for done in road(window):
            settle(window)
            yield done
    for done in _importing(window, folder):
        settle(window)
        yield done
    for done in _dressing(window):
        settle(window)
        yield done


def _looking(window: MainWindow) -> Iterator[str]:
    """Filter, sort, group and colour the neighbourhood, write one value for many homes, take it back."""
    page = show_page(window, "quartier", QuartierPage)
    for typed in ("rue", "puits", ""):
        page.filters.typed.setText(typed)
        yield f"filter by “{typed}”"
    page.grouped.click()
    yield "group by street"
    page.grouped.click()
    yield "ungroup"
    for mode in range(page.map.mode.count()):
        page.map.mode.setCurrentIndex(mode)
        yield f"colour {page.map.mode.currentData()}"
    page.view.selectAll()
    yield "select all"
    page.bar.edit_button.click()
    yield "open the edit in bulk"
    page.bulk.field.setCurrentIndex(page.bulk.field.findData("construction_year"))
    page.bulk.typed.setText("1932")
    page.bulk.write_button.click()
    yield "write a year for all"
    window.commands.undo.trigger()
    yield "undo it"
    window.commands.redo.trigger()
    yield "redo it"
    window.commands.undo.trigger()
    page.bar.edit_button.click()
    yield "undo it again"


def _describing(window: MainWindow) -> Iterator[str]:
    """Every kind of part of a home, with all its fields; one is corrected and put back."""
    assert window.desk.homes is not None
    window.desk.selection.open(int(window.desk.homes.ids[3]))
    page = show_page(window, "home", HomePage)
    page.tabs.setCurrentWidget(page.parts)
    yield "expert view"
    for everything in (False, True):
        page.parts.form.everything.setChecked(everything)
        for at in range(page.parts.parts.topLevelItemCount()):
            item = page.parts.parts.topLevelItem(at)
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsSelectable:
                page.parts.parts.setCurrentItem(item)
                yield f"part {item.text(0)}{', every field' * everything}"
    page.parts.choose_part("dwelling", 0)
    page.parts.form.everything.setChecked(False)
    _retype(page, "1931")
    yield "correct the year"
    window.commands.undo.trigger()
    yield "undo the year"


def _retype(page: HomePage, text: str, leave: bool = True) -> None:
    page.parts.choose_part("dwelling", 0)
    line = page.parts.form.editors["construction_year"].editor
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    if leave:
        QTest.keyClick(line, Qt.Key.Key_Return)


def _grouping(window: MainWindow) -> Iterator[str]:
    """Propose groups, form one by hand, lose a member, take it back."""
    page = show_page(window, "groups", GroupsPage)
    page.propose.click()
    yield "propose groups"
    group = page.groups[0]
    page.open_group(group.group_id)
    yield "open a group"
    page.detail.take_out(group.members[0].home.home_id)
    yield "take a member out"
    window.commands.undo.trigger()
    yield "undo it"
    grouped = {member.home.home_id for group in page.groups for member in group.members}
    assert window.desk.homes is not None
    window.desk.selection.choose([home for home in window.desk.homes.ids.tolist() if home not in grouped][:4])
    page.form.click()
    yield "group the homes selected"


def _planning(window: MainWindow) -> Iterator[str]:
    """Plan, move a bar, plan again around it, look at firms and months."""
    page = show_page(window, "calendar", CalendarPage)
    page.scale.choose("weeks")
    yield "calendar in weeks"
    free = next(stay for stay in page.stays if not stay.fixed)
    page.chart.choose(free.entry_id)
    yield "choose a bar"
    QTest.keyClick(page.chart, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    yield "move the bar a day on"
    page.replan.click()
    yield "plan again around it"
    page.sure.click()
    yield "how sure?"
    for rows in ("firms", "homes"):
        page.rows.choose(rows)
        yield f"calendar by {rows}"
    for scale in ("months", "all"):
        page.scale.choose(scale)
        yield f"calendar in {scale}"


def _printing(window: MainWindow) -> Iterator[str]:
    """Prove, tick and print several papers for each audience, turn their pages."""
    page = show_page(window, "dossiers", DossiersPage)
    for audience in range(page.audience.count()):
        page.audience.setCurrentIndex(audience)
        yield f"papers for {page.audience.itemData(audience)}"
        count = page.plans.rowCount()
        if not count:
            continue
        page.plans.selectRow(0)
        yield "prove the first"
        page.plans.offer_ticks([at < 3 for at in range(count)])
        page.print_button.click()
        yield "print three"
        page.preview.after.click()
        yield "turn the page"
    window.commands.print.trigger()
    yield "print the page in front"


def _sitting(window: MainWindow) -> Iterator[str]:
    """A session with a household: choices, larger text, every step, what is kept."""
    assert window.desk.homes is not None
    known = {child for child in window.children() if isinstance(child, SeanceWindow)}
    window.desk.selection.choose(window.desk.homes.ids[4:5].tolist())
    window.commands.session.trigger()
    yield "open a session"
    session = next(child for child in window.children() if isinstance(child, SeanceWindow) and child not in known)
    session.show_step(1)
    yield "its works"
    for subject in session.steps.works.subjects.values():
        for way in list(subject.ways.values())[:_WAYS]:
            way.click()
            yield "a choice"
    for step in (2, 3, 0):
        session.show_step(step)
        yield f"step {step + 1}"
    session.show_step(2)
    income = session.steps.cost.income
    income.ask()
    income.more.click()
    yield "say how many they are"
    for chosen in income.classes[:2]:
        chosen.click()
        yield "say the class of their income"
    session.show_step(1)
    for _size in range(3):
        session.resize_text(1)
        yield "larger text"
    session.show_help()
    yield "its help"
    session.close()
    yield "close the session"


def _asking(window: MainWindow) -> Iterator[str]:
    """Search, help and the tour."""
    search = window.frame.topbar.search
    search.setFocus()
    for letter in "puits":
        QTest.keyClicks(search, letter)
        yield f"search, “{search.text()}”"
    QTest.keyClick(search, Qt.Key.Key_Escape)
    search.clear()
    for key, _word, _picture in (*PAGES, SETTINGS):
        window.frame.show_page(key)
        settle(window)
        window.commands.help.trigger()
        yield f"help on {key}"
    window.commands.tour.trigger()
    yield "begin the tour"
    while window.frame.tour.next_button.isVisible():
        window.frame.tour.next_button.click()
        yield f"the tour on {window.frame.page}"
    window.frame.tour.close_button.click()
    yield "end the tour"


def _resuming(window: MainWindow) -> Iterator[str]:
    """What was left unfinished is taken up when the project is opened again."""
    assert window.desk.homes is not None
    assert window.desk.session is not None
    window.desk.selection.open(int(window.desk.homes.ids[5]))
    settle(window)
    page = show_page(window, "home", HomePage)
    page.tabs.setCurrentWidget(page.parts)
    settle(window)
    _retype(page, "193", leave=False)
    yield "leave a year unfinished"
    window.files.open(window.desk.session.location)
    yield "open the project again"
    assert window.frame.drafts.isVisible()
    window.frame.drafts.take_button.click()
    yield "take up what was unfinished"
    page = show_page(window, "home", HomePage)
    _retype(page, "1930")
    yield "finish it"


def _importing(window: MainWindow, folder: Path) -> Iterator[str]:
    """A table of one's own, with rows that are refused."""
    table = folder / "releve.csv"
    rows = (
        f"{at} rue de l’Essai;62750;Loos-en-Gohelle;{70 + at % 40 if at % 9 else 'grande'};19{at % 60 + 10};vert"
        for at in range(1, _ROWS)
    )
    table.write_text("\n".join((_HEADS, *rows)), encoding="utf-8")
    window.files.look([table])
    settle(window)
    yield "columns of a table"
    page = window.frame.extra
    assert isinstance(page, TableMapping)
    page.choices["Couleur des volets"].choose("")
    page.import_button.click()
    yield "import a table"
    window.commands.undo.trigger()
    yield "undo the import"


def _dressing(window: MainWindow) -> Iterator[str]:
    """The other theme and the other language, and back, on every page."""
    for key, _word, _picture in (*PAGES, SETTINGS):
        for change in ("dark", "english", "dark", "french"):
            window.frame.show_page(key)
            settle(window)
            getattr(window.commands, change).trigger()
            yield f"{change} on {key}"
