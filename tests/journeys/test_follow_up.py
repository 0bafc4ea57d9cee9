"""Indicators and quotes through a real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rehab_app.services.follow_up import JOBS_PER_MILLION_EUR
from rehab_app.services.neighbourhood import totals
from rehab_app.storage.project import Project
from rehab_app.ui.follow_up.page import FollowUpPage
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.journeys.working_town import build_working
from tests.ui.windows import opened


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "suivi.rehab"
    build_working(path, odd_works=False)
    with opened(path) as made:
        yield made


@pytest.fixture
def page(window: MainWindow) -> FollowUpPage:
    found = window.frame.show_page("follow_up")
    assert isinstance(found, FollowUpPage)
    settle(window)
    return found


def test_each_indicator_says_how_it_is_counted_and_from_what(window: MainWindow, page: FollowUpPage) -> None:
    indicators = [indicator for chapter in page.found.chapters for indicator in chapter.indicators]
    assert len(indicators) > 15
    assert all(indicator.formula and indicator.source for indicator in indicators)
    assert window.desk.homes is not None
    works = totals(window.desk.homes)
    jobs = page.found.chapters[-1].indicators[0]
    assert jobs.low == pytest.approx(works.works_low_eur_ht / 1e6 * JOBS_PER_MILLION_EUR[0])
    assert jobs.high == pytest.approx(works.works_high_eur_ht / 1e6 * JOBS_PER_MILLION_EUR[1])


def test_every_home_is_at_one_stage(window: MainWindow, page: FollowUpPage) -> None:
    assert window.desk.homes is not None
    assert sum(tally.homes for tally in page.found.stages) == len(window.desk.homes)


def test_a_quote_is_checked_then_stands_beside_the_estimate(window: MainWindow, page: FollowUpPage) -> None:
    assert window.desk.homes is not None
    home = int(window.desk.homes.ids[1])
    window.desk.selection.choose([home])
    page.record.click()
    settle(window)
    form = page.form
    form.submit()
    assert form.lines["unit_price_eur_ht"].error == "Un prix est supérieur à zéro."
    form.lines["quoted_on"].write("hier")
    form.submit()
    assert "n’est pas une date" in form.lines["quoted_on"].error

    form.lines["quoted_on"].write("02/11/2026")
    form.lines["unit_price_eur_ht"].write("60")
    form.lines["work"].write("loft_mineral")
    box = form.lines["dwelling_id"].entry
    assert isinstance(box, Choice)
    box.setCurrentIndex(1)
    form.submit()
    settle(window)
    assert not form.isVisible()
    (gap,) = page.found.gaps
    assert (gap.home_id, gap.asked, gap.typical) == (home, 60 * 42, 2000)
    assert gap.gap == pytest.approx(0.26)
    assert page.by_work.rowCount() == 1
    window.commands.undo.trigger()
    settle(window)
    assert page.found.gaps == ()
    assert page._no_quote.isVisible()


def test_nothing_is_counted_while_nobody_looks(window: MainWindow, page: FollowUpPage) -> None:
    before = page.found
    window.frame.show_page("quartier")
    page._outdated()
    settle(window)
    assert page.found is before
    window.frame.show_page("follow_up")
    settle(window)
    assert page.found is not before


def test_a_rule_that_cannot_be_read_is_told_and_the_rest_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "suivi.rehab"
    build_working(path, odd_works=False)
    with Project.open(path) as project, project.write("", "Essai") as writer:
        record = writer.neighbourhood()
        writer.update("neighbourhood", record["id"], record["version"], {"rules": {"no_such_rule": 1}})
    with opened(path) as window:
        page = window.frame.show_page("follow_up")
        assert isinstance(page, FollowUpPage)
        settle(window)
        assert "no_such_rule" in page.problem.text()
        assert sum(tally.homes for tally in page.found.stages) == 24
