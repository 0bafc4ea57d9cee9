"""Indicators, bills and show homes through a real window."""

import datetime
import threading
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rehab_app.core.progress import Progress
from rehab_app.services.neighbourhood import totals
from rehab_app.services.town_local import JOBS_PER_MILLION_EUR
from rehab_app.storage.project import Project
from rehab_app.ui.drafts import (
    ACCEPTANCE_DRAFT,
    DEGREE_DAYS_DRAFT,
    QUOTE_DRAFT,
    SHOW_HOME_DRAFT,
    SHOW_VISIT_DRAFT,
)
from rehab_app.ui.follow_up.page import FollowUpPage
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.journeys.following_up import page as page
from tests.journeys.following_up import town as town
from tests.ui.windows import opened


def test_each_indicator_says_how_it_is_counted_and_from_what(window: MainWindow, page: FollowUpPage) -> None:
    indicators = [indicator for chapter in page.found.chapters for indicator in chapter.indicators]
    assert len(indicators) > 25
    assert page.found.chapters[-1].title == "Estimation et réel"
    assert all(indicator.formula and indicator.source for indicator in indicators)
    assert window.desk.homes is not None
    works = totals(window.desk.homes)
    jobs = next(indicator for indicator in indicators if indicator.name == "Emplois soutenus, en France")
    assert jobs.high is not None
    assert jobs.low == pytest.approx(works.works_low_eur_ht / 1e6 * JOBS_PER_MILLION_EUR[0])
    assert jobs.high == pytest.approx(works.works_high_eur_ht / 1e6 * JOBS_PER_MILLION_EUR[1])


def test_every_home_is_at_one_stage(window: MainWindow, page: FollowUpPage) -> None:
    assert window.desk.homes is not None
    assert sum(tally.homes for tally in page.found.stages) == len(window.desk.homes)


def test_bills_before_and_after_stand_beside_the_label(window: MainWindow, page: FollowUpPage) -> None:
    assert window.desk.homes is not None
    home = int(window.desk.homes.ids[1])
    page.tabs.show_tab("bills")
    window.desk.selection.choose([home])
    page.bills.accept.click()
    settle(window)
    form = page.bills.forms[ACCEPTANCE_DRAFT]
    assert form.lines["began_on"].text == "01/03/2027", "the days of the calendar are proposed"
    form.lines["began_on"].write("01/09/2026")
    form.lines["accepted_on"].write("01/08/2026")
    form.submit()
    settle(window)
    assert form.lines["accepted_on"].error.startswith("Les travaux sont réceptionnés avant")
    form.lines["accepted_on"].write("01/10/2026")
    form.submit()
    settle(window)
    (use,) = page.found.uses
    assert (use.home_id, use.accepted_on) == (home, datetime.date(2026, 10, 1))
    assert use.problem
    assert use.problem in page.bills.why.text()
    assert [tally.homes for tally in page.found.stages if tally.key == "accepted"] == [1]
    assert page.found.use is None, "the sum of one home would be its own bills"


def test_degree_days_are_entered_listed_and_removed(window: MainWindow, page: FollowUpPage) -> None:
    page.tabs.show_tab("bills")
    page.bills.weather.click()
    settle(window)
    form = page.bills.forms[DEGREE_DAYS_DRAFT]
    for name, text in (("starts_on", "01/09/2025"), ("ends_on", "01/09/2026"), ("degree_days", "2 100")):
        form.lines[name].write(text)
    form.submit()
    assert {name for name, line in form.lines.items() if line.error} == {"normal", "source"}
    form.lines["normal"].write("2 400")
    form.lines["source"].write("station fictive, base 18")
    form.submit()
    settle(window)
    assert page.bills.periods.rowCount() == 1
    page.bills.periods.selectRow(0)
    page.bills.drop.click()
    settle(window)
    assert page.found.weather == ()


def test_a_show_home_is_marked_visited_and_unmarked(window: MainWindow, page: FollowUpPage) -> None:
    assert window.desk.homes is not None
    home = int(window.desk.homes.ids[1])
    page.tabs.show_tab("shows")
    window.desk.selection.choose([home])
    page.shows.mark.click()
    settle(window)
    form = page.shows.forms[SHOW_HOME_DRAFT]
    form.lines["opened_on"].write("02/05/2026")
    form.submit()
    settle(window)
    assert "n’a pas accepté" in page.shows.figures.text()
    page.shows.visit.click()
    settle(window)
    visit = page.shows.forms[SHOW_VISIT_DRAFT]
    visit.submit()
    settle(window)
    assert "1 au moins" in visit.lines["visitors"].error
    visit.lines["visitors"].write("12")
    visit.submit()
    settle(window)
    (shown,) = page.found.shows
    assert (shown.visitors, shown.agreed) == (12, False)
    page.shows.unmark.click()
    settle(window)
    assert not page.found.shows
    window.commands.undo.trigger()
    settle(window)
    assert page.found.shows[0].visitors == 12


def test_what_was_typed_in_a_form_is_found_again(qtbot: QtBot, town: Path) -> None:
    with opened(town) as window:
        page = window.frame.show_page("follow_up")
        assert isinstance(page, FollowUpPage)
        settle(window)
        page.costs.quote.click()
        settle(window)
        QTest.keyClicks(page.costs.forms[QUOTE_DRAFT].lines["unit_price_eur_ht"].entry, "73")
    with opened(town) as window:
        settle(window)
        (left,) = window.desk.drafts.waiting
        window.desk.drafts.openers[left.form](left)
        settle(window)
        page = window.frame.show_page("follow_up")
        assert isinstance(page, FollowUpPage)
        form = page.costs.forms[QUOTE_DRAFT]
        assert form.isVisible()
        assert form.lines["unit_price_eur_ht"].text == "73"
        form.cancel.click()
        assert window.desk.drafts.get(QUOTE_DRAFT, "") == {}


def test_a_stopped_counting_keeps_the_page_and_can_be_asked_again(
    window: MainWindow, page: FollowUpPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = page.found
    started, go_on = threading.Event(), threading.Event()

    def slow(project: object, homes: object, on: object, progress: Progress) -> object:
        started.set()
        go_on.wait(20)
        progress.step(0, 1)
        raise AssertionError("it was not stopped")

    with monkeypatch.context() as patched:
        patched.setattr("rehab_app.ui.follow_up.page.read_follow_up", slow)
        page._outdated()
        qtbot.waitUntil(started.is_set, timeout=20_000)
        (job,) = window.desk.tasks.shown
        job.cancel()
        go_on.set()
        settle(window)
    assert page.found is before
    assert "arrêté" in page.problem.text()
    page.again.click()
    settle(window)
    assert page.found is not before
    assert not page.again.isVisible()


def test_nothing_is_counted_while_nobody_looks(window: MainWindow, page: FollowUpPage) -> None:
    before = page.found
    window.frame.show_page("quartier")
    page._outdated()
    settle(window)
    assert page.found is before
    window.frame.show_page("follow_up")
    settle(window)
    assert page.found is not before


def test_a_rule_that_cannot_be_read_is_told_and_the_rest_is_shown(qtbot: QtBot, town: Path) -> None:
    with Project.open(town) as project, project.write("", "Essai") as writer:
        record = writer.neighbourhood()
        writer.update("neighbourhood", record["id"], record["version"], {"rules": {"no_such_rule": 1}})
    with opened(town) as window:
        page = window.frame.show_page("follow_up")
        assert isinstance(page, FollowUpPage)
        settle(window)
        assert "no_such_rule" in page.problem.text()
        assert sum(tally.homes for tally in page.found.stages) == 24
