"""Every page, tab and step, in both languages and themes: texts fit and stand clear, all has a name and a key."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehab_app.core import i18n
from rehab_app.ui.pictures import rooms, settle
from rehab_app.ui.window import MainWindow
from tests.journeys.working_town import build_working
from tests.ui import visible
from tests.ui.windows import opened

Check = Callable[[QWidget], list[str]]
FITS: tuple[Check, ...] = (visible.clipped, visible.overlapping, visible.outside)
USED: tuple[Check, ...] = (visible.nameless, visible.out_of_reach, visible.out_of_order)


@pytest.fixture
def working(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on a town with works, a group, firms and a calendar."""
    path = tmp_path / "essai.rehab"
    build_working(path)
    with opened(path) as made:
        yield made


def dressed(window: MainWindow, language: str, theme: str) -> None:
    """The window in a language and theme, the home of a group selected."""
    window.desk.settings.language, window.desk.settings.theme = language, theme
    window.rebuild_in_steps("quartier")
    settle(window)
    assert window.desk.homes is not None
    window.desk.selection.choose([int(window.desk.homes.ids[1])])
    settle(window)


def found(window: MainWindow, checks: tuple[Check, ...]) -> list[str]:
    """What the checks find, by place; each thing once."""
    told: dict[str, str] = {}
    for place, shown in rooms(window):
        for check in checks:
            for problem in check(shown):
                told.setdefault(f"{check.__name__}: {problem}", place)
    return [f"{place}: {problem}" for problem, place in told.items()]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("fr", 1440), ("en", 1280)])
def test_every_text_fits_and_stands_clear(working: MainWindow, language: str, width: int, theme: str) -> None:
    working.resize(width, 800)
    dressed(working, language, theme)
    problems = found(working, FITS)
    assert working.width() == width, "a page asks for more room than the window has"
    assert not problems, "\n".join(problems)


def test_everything_in_use_has_a_name_and_is_reached_by_the_keyboard_in_order(working: MainWindow) -> None:
    dressed(working, "fr", "light")
    problems = found(working, USED)
    assert not problems, "\n".join(problems)


def of_the_language(window: MainWindow, language: str) -> list[str]:
    """Texts shown in a language that are only those of the other one, by place; capitals are not told apart."""
    dressed(window, language, "light")
    french = [(str(m.id), str(m.string)) for m in i18n.catalogue("fr") if isinstance(m.id, str)]
    pairs = french + [(str(m.string), str(m.id)) for m in i18n.catalogue("en") if m.id]
    english, own = {one.casefold() for one, _other in pairs}, {other.casefold() for _one, other in pairs}
    foreign = english - own if language == "fr" else own - english
    return [
        f"{place}: {text}"
        for place, shown in rooms(window)
        for text in visible.texts(shown)
        if len(text) > 3 and text.casefold() in foreign
    ]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_nothing_of_the_other_language_is_left(working: MainWindow, language: str) -> None:
    assert of_the_language(working, language) == []
