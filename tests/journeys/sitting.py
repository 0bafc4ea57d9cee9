"""A session as a household sits at it: a street with planted names, its window, its keys."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rehab_app.ui.pictures import settle
from rehab_app.ui.seance.window import SeanceWindow
from rehab_app.ui.window import MainWindow
from tests.services.priced_street import priced_street
from tests.ui.windows import home_page

OWN, NEIGHBOUR = "3 rue de l’Essai", "5 rue de l’Essai"
PLANTED = ("Voisinplanté", "Propriétaireplanté", "Noteplantée", "Souhaitplanté", "Chantierplanté", NEIGHBOUR)
LARGEST = 3  # clicks on « A + » to the largest text


def planted_street(path: Path) -> Path:
    """Three homes with planted names and notes: none of them may show in a session, but the home's own address."""
    project, homes = priced_street(path)
    with project, project.write("Testeuse", "Noms plantés") as writer:
        (owner,) = writer.rows("owner")
        writer.update("owner", owner["id"], owner["version"], {"name": "Propriétaireplanté"})
        notes = {"stage_note": "Souhaitplanté", "site_note": "Chantierplanté"}
        for place, home in enumerate(homes):
            (row,) = writer.rows("dwelling", id=home)
            address = (OWN, NEIGHBOUR, "7 rue de l’Essai")[place]
            writer.update("dwelling", home, row["version"], {"address": address, **notes})
            (household,) = writer.rows("household", dwelling_id=home)
            writer.update("household", household["id"], household["version"], {"name": "Voisinplanté"})
            writer.insert("visit", [{"dwelling_id": home, "notes": "Noteplantée"}])
    return path


def sat_down(window: MainWindow, width: int = 1440, height: int = 900) -> SeanceWindow:
    """The session on the first home, opened from its page."""
    page = home_page(window)
    page.commands.session.click()
    (session,) = [widget for widget in window.findChildren(QWidget) if isinstance(widget, SeanceWindow)]
    session.showNormal()
    session.resize(width, height)
    settle(window)
    return session


def dismissed(session: SeanceWindow, window: MainWindow) -> None:
    session.close()
    settle(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def tab_to(wanted: type[QWidget], name: str, limit: int = 60) -> QWidget:
    """Go with Tab until a widget of that kind and name has the focus."""
    for _step in range(limit):
        found = QApplication.focusWidget()
        if isinstance(found, wanted) and name in found.accessibleName() + str(found.property("text")):
            return found
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {name}")


def all_words(session: SeanceWindow) -> str:
    """Every text of the window, shown or not, with what a screen reader says."""
    words = [session.windowTitle()]
    for widget in [session, *session.findChildren(QWidget)]:
        words += [str(widget.property("text") or ""), widget.toolTip(), widget.accessibleName()]
        words += [widget.accessibleDescription(), widget.whatsThis(), widget.statusTip()]
    return "\n".join(words)
