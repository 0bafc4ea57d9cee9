"""Ctrl+P: each page as a PDF, read back."""

from pathlib import Path

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from rehab_app.core.paths import user_folder
from rehab_app.ui.follow_up.page import FollowUpPage
from rehab_app.ui.pictures import settle
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.shell.settings_page import SettingsPage
from rehab_app.ui.window import MainWindow


def printed() -> list[Path]:
    return sorted(user_folder("documents").rglob("*.pdf"))


def test_the_list_is_printed_as_it_is_filtered_with_its_map(window: MainWindow) -> None:
    page = window.frame.show_page("quartier")
    assert isinstance(page, QuartierPage)
    page.filters.typed.setText("modele")
    window.commands.print.trigger()
    settle(window)
    (path,) = printed()
    assert path.name.startswith("Liste des logements")
    with pypdfium2.PdfDocument(path) as document:
        text = " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document)
        pictures = list(document[0].get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    assert text.count("Rue du Modèle") == 1
    assert "Rue de l’Essai" not in text
    assert "12 logements" in text
    assert len(pictures) == 1
    assert path.name in window.frame.notice.text


@pytest.mark.parametrize("key", ["groups", "calendar", "follow_up", "catalogue", "settings"])
def test_another_page_is_printed_as_it_looks(window: MainWindow, key: str) -> None:
    window.frame.show_page(key)
    settle(window)
    window.commands.print.trigger()
    (path,) = printed()
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1


@pytest.mark.parametrize("part", ["costs", "bills", "shows"])
def test_bills_and_invoices_of_single_homes_are_never_printed_from_the_screen(window: MainWindow, part: str) -> None:
    page = window.frame.show_page("follow_up")
    assert isinstance(page, FollowUpPage)
    settle(window)
    page.tabs.show_tab(part)
    window.commands.print.trigger()
    assert window.frame.page == "dossiers"
    assert printed() == []


@pytest.mark.parametrize("key", ["quartier", "calendar"])
def test_a_folder_that_cannot_be_written_is_told_in_words(window: MainWindow, key: str) -> None:
    window.frame.show_page(key)
    settle(window)
    taken = user_folder("documents") / "Cité d’essai"
    taken.write_text("un fichier du nom du dossier")
    window.commands.print.trigger()
    settle(window)
    assert window.frame.notice.isVisible()
    assert str(taken) in window.frame.notice.text
    assert "Choisissez un autre dossier" in window.frame.notice.text


def test_a_home_is_printed_as_a_dossier_never_as_the_screen_shows_it(window: MainWindow) -> None:
    assert window.desk.homes is not None
    window.desk.selection.open(int(window.desk.homes.ids[0]))
    settle(window)
    window.commands.print.trigger()
    assert window.frame.page == "dossiers"
    assert printed() == []


def test_the_help_is_printed_under_its_own_title(window: MainWindow) -> None:
    window.frame.show_page("home")
    window.commands.help.trigger()
    settle(window)
    window.commands.print.trigger()
    (path,) = printed()
    assert path.name.startswith("Aide")


def test_a_name_given_in_the_settings_signs_what_is_written_next(window: MainWindow) -> None:
    page = window.frame.show_page("settings")
    assert isinstance(page, SettingsPage)
    page.adviser.setText("Nouvelle Conseillère")
    page.adviser.editingFinished.emit()
    session = window.desk.session
    assert session is not None
    with session.project.write(session.who, "Après le nom") as writer:
        (town,) = writer.rows("neighbourhood")
        writer.update("neighbourhood", town["id"], town["version"], {"commune_name": "Autre-Ville"})
    assert session.project.history(1)[0]["who"] == "Nouvelle Conseillère"
