"""An adviser meets a household, files what it says, and erases it all when it asks, without leaving the window."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QLineEdit

from rehab_app.services.documents import documents_folder
from rehab_app.storage.opening import open_file
from rehab_app.storage.project import Project
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.services.priced_street import priced_street
from tests.services.test_home_documents import pdf
from tests.storage.test_erasing import everything
from tests.ui.test_home_people import typed
from tests.ui.windows import home_page

PLANTED = ("Famille Imaginaire", "0600990099", "31777", "Facture imaginaire")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "projet" / "essai.rehab"
    path.parent.mkdir()
    priced_street(path)[0].close()
    return path


def held(folder: Path) -> list[str]:
    """What can still be read in the bytes of a project, as it is or as JSON escapes it."""
    content = everything(folder)
    return [one for one in PLANTED if one.encode() in content or json.dumps(one)[1:-1].encode() in content]


def test_a_household_is_met_then_erased(window: MainWindow, town: Path, tmp_path: Path) -> None:
    page = home_page(window)
    page.tabs.setCurrentWidget(page.people)
    settle(window)
    tab = page.people
    typed(window, tab, "household", "name", "Famille Imaginaire")
    typed(window, tab, "owner", "phone", "0600990099")
    tab.lock.click()
    settle(window)
    typed(window, tab, "household", "income_eur", "31777")
    bill = tmp_path / "Facture imaginaire.pdf"
    bill.write_bytes(pdf())
    page.tabs.setCurrentWidget(page.documents)
    settle(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(bill))])
    page.documents.take(data)
    settle(window)
    assert held(town.parent) == list(PLANTED)

    page.tabs.setCurrentWidget(page.people)
    tab.rights.ask.click()
    settle(window)
    tab.rights.all_homes.setChecked(True)
    entry = tab.rights.typed.entry
    assert isinstance(entry, QLineEdit)
    entry.setText("rue de l'essai")
    tab.rights.erase.click()
    settle(window)
    assert held(town.parent) == []
    with Project.open(town) as project:
        assert list(documents_folder(project).iterdir()) == []
    window.commands.undo.trigger()
    settle(window)
    assert held(town.parent) == []
    open_file(town).close()  # checks that the file is whole
