"""Moving works by hand and planning the rest around them, through a real window."""

import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rehab_app.core.progress import Progress
from rehab_app.services.calendar_conflicts import conflicts
from rehab_app.services.calendar_view import Stay, days_off, read_calendar, weekly_load
from rehab_app.storage.project import Project
from rehab_app.ui.calendar.files import write_icalendar, write_workbook
from rehab_app.ui.calendar.page import CalendarPage
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.journeys.working_town import FIRST_DAY, MEMBERS, build_working
from tests.ui.windows import show_page

WEEK = datetime.timedelta(days=7)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return build_working(tmp_path / "calendrier.rehab")


@pytest.fixture
def page(window: MainWindow) -> CalendarPage:
    return show_page(window, "calendar", CalendarPage)


def stay_of(page: CalendarPage, lot: str, start: datetime.date) -> Stay:
    return next(stay for stay in page.stays if (stay.lot, stay.starts_on) == (lot, start))


def drag(page: CalendarPage, stay: Stay, days: int) -> None:
    """With the mouse, from the middle of a bar."""
    page.chart.choose(stay.entry_id)
    bar = page.chart.bar(stay)
    start = bar.center().toPoint()
    end = start + QPoint(round(days * page.chart._axis.day_px), 0)
    viewport = page.chart.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, start + (end - start) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def test_a_bar_dragged_a_week_on_tells_what_does_not_fit_and_is_undone_by_name(
    window: MainWindow, page: CalendarPage
) -> None:
    page.scale.choose("weeks")
    roof = stay_of(page, "roof", FIRST_DAY + datetime.timedelta(days=1))
    clean = page.conflicts
    drag(page, roof, 7)
    settle(window)
    moved = next(stay for stay in page.stays if stay.entry_id == roof.entry_id)
    assert moved.starts_on == roof.starts_on + WEEK
    told = [conflict.text for conflict in page.conflicts if conflict not in clean]
    assert any("Menuiseries" in text and "avant la fin de Couverture" in text for text in told)
    assert any("2 logements à la fois" in text and "1 équipe" in text for text in told)
    assert page.sentences.count() == len(page.conflicts)
    assert "Déplacer Couverture" in window.commands.undo.text()
    window.commands.undo.trigger()
    settle(window)
    assert stay_of(page, "roof", roof.starts_on).entry_id == roof.entry_id


def test_the_rest_is_planned_again_around_a_bar_placed_by_hand(window: MainWindow, page: CalendarPage) -> None:
    page.scale.choose("weeks")
    roof = stay_of(page, "roof", FIRST_DAY + datetime.timedelta(days=1))
    drag(page, roof, 7)
    settle(window)
    assert page.conflicts
    page.replan.click()
    settle(window)
    held = next(stay for stay in page.stays if stay.entry_id == roof.entry_id)
    assert held.starts_on == roof.starts_on + WEEK
    assert sum(stay.lot in ("site", "roof", "joinery") for stay in page.stays) == MEMBERS * 3
    assert [conflict.text for conflict in page.conflicts if "à la fois" in conflict.text] == []
    windows = next(stay for stay in page.stays if (stay.lot, stay.home_id) == ("joinery", roof.home_id))
    assert windows.starts_on > held.ends_on


def test_works_are_moved_from_the_keyboard_never_onto_a_day_off(window: MainWindow, page: CalendarPage) -> None:
    friday = FIRST_DAY + datetime.timedelta(days=4)
    first = stay_of(page, "site", FIRST_DAY)
    page.chart.choose(first.entry_id)
    for _day in range(4):
        QTest.keyClick(page.chart, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        settle(window)
    assert next(s for s in page.stays if s.entry_id == first.entry_id).starts_on == friday
    QTest.keyClick(page.chart, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle(window)
    assert next(s for s in page.stays if s.entry_id == first.entry_id).starts_on == FIRST_DAY + WEEK
    QTest.keyClick(page.chart, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(window)
    assert next(s for s in page.stays if s.entry_id == first.entry_id).starts_on == friday


def test_what_was_promised_is_not_moved(window: MainWindow, page: CalendarPage) -> None:
    first = stay_of(page, "site", FIRST_DAY)
    page.chart.choose(first.entry_id)
    page.stay.promised.click()
    settle(window)
    assert next(s for s in page.stays if s.entry_id == first.entry_id).promised
    QTest.keyClick(page.chart, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle(window)
    assert "promises" in window.frame.notice.text
    assert next(s for s in page.stays if s.entry_id == first.entry_id).starts_on == FIRST_DAY


def test_lines_are_homes_or_crews(window: MainWindow, page: CalendarPage) -> None:
    names = [line.name for line in page.chart._lines]
    assert "5 Rue de l’Essai" in names
    page.rows.choose("firms")
    names = [line.name for line in page.chart._lines]
    assert "Toits Essai (fictif) · 1 équipe" in names
    assert sum(len(line.stays) for line in page.chart._lines) == len(page.stays)


def test_a_certificate_that_ends_before_the_works_is_told(town: Path) -> None:
    with Project.open(town) as project:
        told = [conflict.text for conflict in conflicts(read_calendar(project, Progress()))]
    late = [text for text in told if "Isolation des combles perdus" in text]
    assert len(late) == 1, "windows need no certificate for lofts"
    assert late[0].startswith("Toits Essai")


def test_weeks_count_crews_and_public_holidays(town: Path) -> None:
    with Project.open(town) as project:
        weeks = weekly_load(read_calendar(project, Progress()))
    by_monday = {week.monday: week for week in weeks}
    assert by_monday[FIRST_DAY].at_work == 4  # scaffold, roof, two days of windows
    assert by_monday[FIRST_DAY].available == 10
    assert datetime.date(2027, 3, 29) in days_off(FIRST_DAY, FIRST_DAY + 5 * WEEK)  # Easter Monday
    assert by_monday[datetime.date(2027, 3, 29)].available == 8


def test_each_firm_gets_a_calendar_other_programs_read(window: MainWindow, page: CalendarPage, tmp_path: Path) -> None:
    write_icalendar(window.desk, tmp_path / "ics")
    settle(window)
    files = sorted((tmp_path / "ics").iterdir())
    assert [path.name for path in files] == ["Fenêtres-Essai-fictif.ics", "Toits-Essai-fictif.ics"]
    raw = files[1].read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    text = raw.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == MEMBERS * 2
    assert "DTSTART;VALUE=DATE:20270301\r\nDTEND;VALUE=DATE:20270302\r\n" in text
    assert "STATUS:TENTATIVE" in text


def test_the_workbook_has_dates_as_dates(window: MainWindow, page: CalendarPage, tmp_path: Path) -> None:
    write_workbook(window.desk, tmp_path / "calendrier.xlsx")
    settle(window)
    sheet = load_workbook(tmp_path / "calendrier.xlsx").active
    assert sheet.max_row == MEMBERS * 3 + 1
    assert [cell.value for cell in sheet[1]][:3] == ["Entreprise", "Travaux", "Adresse"]
    assert sheet["D2"].value.date() >= FIRST_DAY


def test_works_are_given_to_another_firm_that_has_the_trade(window: MainWindow, page: CalendarPage, town: Path) -> None:
    with Project.open(town) as project, project.write("", "Entreprise") as writer:
        writer.insert("firm", [{"name": "Autre Toit (fictif)", "lots": ["roof"], "crews": 1, "fictional": 1}])
    page.refresh()
    settle(window)
    roof = stay_of(page, "roof", FIRST_DAY + datetime.timedelta(days=1))
    page.chart.choose(roof.entry_id)
    assert "le 2 mars 2027" in page.stay.told.text()
    names = [page.stay.firm.itemText(at) for at in range(page.stay.firm.count())]
    assert names == ["pas encore d’entreprise", "Toits Essai (fictif)", "Autre Toit (fictif)"]
    page.stay.firm.setCurrentIndex(2)
    page.stay.firm.activated.emit(2)
    settle(window)
    given = next(stay for stay in page.stays if stay.entry_id == roof.entry_id)
    assert given.firm == "Autre Toit (fictif)"
    assert "Autre Toit" in window.commands.undo.text()


def test_how_likely_the_dates_are_held_is_simulated_on_demand(window: MainWindow, page: CalendarPage) -> None:
    page.chart.choose(page.stays[0].entry_id)
    assert "du temps" not in page.stay.told.text()
    page.sure.click()
    settle(window)
    assert "dernier jour tenu" in page._span.text()
    assert "fin tenue" in page.stay.told.text()
    page.stay.promised.click()
    settle(window)
    assert "fin tenue" not in page.stay.told.text()


def test_a_promise_that_cannot_be_kept_is_told_with_what_stood_in_its_way(
    window: MainWindow, page: CalendarPage, town: Path
) -> None:
    roof = stay_of(page, "roof", FIRST_DAY + datetime.timedelta(days=1))
    page.chart.choose(roof.entry_id)
    page.stay.promised.click()
    settle(window)
    with Project.open(town) as project, project.write("", "Absence") as writer:
        firm = next(row for row in writer.rows("firm") if row["id"] == roof.firm_id)
        away = [{"from": FIRST_DAY.isoformat(), "until": (FIRST_DAY + WEEK).isoformat()}]
        writer.update("firm", firm["id"], firm["version"], {"absences": away})
    page.plan.click()
    settle(window)
    assert page.outcome.isVisible()
    assert page.outcome.title.text() == "1 date promise déplacée\u00a0:"
    item = page.outcome.list.item(0)
    assert "promis le 2 mars 2027" in item.text()
    assert "Toits Essai (fictif) est absente du 1er mars 2027 au 8 mars 2027" in item.text()
    page.outcome.list.itemClicked.emit(item)
    assert page.chart.stay is not None
    assert (page.chart.stay.home_id, page.chart.stay.lot) == (roof.home_id, "roof")
    assert not page.chart.stay.promised
    assert page.chart.stay.starts_on > FIRST_DAY + WEEK

    page.outcome.close_button.click()
    assert not page.outcome.isVisible()
    window.commands.undo.trigger()
    settle(window)
    assert stay_of(page, "roof", roof.starts_on).promised


def test_when_no_calendar_fits_the_terms_that_clash_are_lines_and_nothing_changes(
    window: MainWindow, page: CalendarPage, town: Path
) -> None:
    before = page.stays
    home = before[0].home_id
    with Project.open(town) as project, project.write("", "Dates") as writer:
        (member,) = writer.rows("member", dwelling_id=home)
        only = [{"kind": "only", "from": "2027-03-01", "until": "2027-03-02"}]
        writer.update("member", member["id"], member["version"], {"availability": only})
    page.plan.click()
    settle(window)
    assert page.outcome.isVisible()
    assert "Aucun calendrier ne convient" in page.outcome.title.text()
    told = [page.outcome.list.item(row).text() for row in range(page.outcome.list.count())]
    assert any("y renoncer libère" in text for text in told)
    assert page.stays == before


def test_why_a_firm_was_chosen_stands_under_the_bar(window: MainWindow, page: CalendarPage) -> None:
    page.plan.click()
    settle(window)
    page.chart.choose(next(stay.entry_id for stay in page.stays if stay.lot == "joinery"))
    assert page.stay.why.isVisible()
    assert page.stay.why.text().startswith("Fenêtres Essai (fictif)\u00a0:")
    assert "la seule entreprise de ce lot" in page.stay.why.text()
    assert any("pas de certificat valable" in conflict.text for conflict in page.conflicts)
