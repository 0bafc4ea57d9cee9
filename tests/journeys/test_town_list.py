"""A town's list of addresses becomes an estimated neighbourhood from the table: described, then estimated, at once."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from rehab_app.core.progress import Progress
from rehab_app.domain.survey import Answer
from rehab_app.services.importing import import_paths
from rehab_app.services.surveying import save_answers
from rehab_app.storage.project import Project
from rehab_app.ui.pictures import settle
from rehab_app.ui.quartier.home_menu import home_menu
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.window import MainWindow
from tests.ui.windows import opened, show_page

SAID_ON = datetime.date(2026, 11, 22)
LIST = """Adresse;Code postal;Code INSEE;Surface;Année de construction
1 rue Inventée;62750;62528;72;1925
3 rue Inventée;62750;62528;81;1930
5 rue Inventée;62750;62528;;1930
"""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on homes of which a list tells the size and the age, and somebody the heating."""
    town, path = tmp_path / "liste.csv", tmp_path / "essai.rehab"
    town.write_text(LIST, encoding="utf-8")
    with Project.create(path, "Essai (fictif)", "62528") as project:
        import_paths(project, [town], "Testeuse", Progress())
        for row in project.rows("dwelling"):
            save_answers(project, "Testeuse", row["id"], [Answer("heating", "gas_boiler", "said", SAID_ON)])
    with opened(path) as made:
        yield made


def test_homes_of_a_list_are_described_and_estimated_together(window: MainWindow) -> None:
    page = show_page(window, "quartier", QuartierPage)
    said: list[tuple[str, str]] = []
    window.desk.said.connect(lambda kind, text: said.append((kind, text)))
    window.desk.selection.choose(window.desk.homes.ids.tolist() if window.desk.homes else [])
    menu: QMenu = home_menu(page, window.desk)
    (action,) = [one for one in menu.actions() if one.text() == "Décrire d’après le relevé"]
    action.trigger()
    menu.close()
    settle(window)
    ((kind, told),) = said
    assert kind == "warning"
    assert told.startswith("2 logements décrits. Pour 1, la surface, l’année ou le chauffage manque")
    assert told.endswith("2 logements estimés.")
    homes = window.desk.homes
    assert homes is not None
    assert sorted(label in set("ABCDEFG") for label in homes.columns["label"].tolist()) == [False, True, True]
    assert "Estim" in window.commands.undo.text()
    window.commands.undo.trigger()
    settle(window)
    assert window.commands.undo.text().endswith("Décrire 2 logements d’après leur relevé")
