"""What can be wanted of homes when groups are proposed, as entries of a menu; the same wherever a home is met."""

from collections.abc import Callable, Collection

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from rehab_app.core.i18n import _
from rehab_app.services.group_wishes import WISHES


def wish_texts() -> dict[str, str]:
    """What can be wanted by its code, as headings."""
    texts = {wish: _(text) for wish, text in WISHES.items()}
    return {wish: text[:1].upper() + text[1:] for wish, text in texts.items()}


def add_title(menu: QMenu, text: str) -> None:
    """Say over the entries of a menu what they are about; not every style shows the text of a section."""
    menu.addAction(text.replace("&", "&&")).setEnabled(False)
    menu.addSeparator()


def add_wishes(menu: QMenu, now: Collection[str], wanted: Callable[[str], None]) -> None:
    """Add an entry for each wish; the one that all of the homes have is ticked.

    Args:
        menu: filled.
        now: wishes of the homes it is about.
        wanted: called with the code that is chosen.
    """
    group = QActionGroup(menu)
    for wish, text in wish_texts().items():
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(set(now) == {wish})
        action.triggered.connect(lambda _on, wish=wish: wanted(wish))
        group.addAction(action)
