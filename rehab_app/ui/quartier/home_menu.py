"""What can be done with the homes selected, where they are met: the menu of the map and of the table."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.codes import STAGES
from rehab_app.services import editing
from rehab_app.services.group_wishes import set_wish
from rehab_app.ui.calculations import bundle_menu, start_describe, start_estimate
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.wish_menu import add_title, add_wishes


def home_menu(parent: QWidget, desk: Desk) -> QMenu:
    """A menu on the homes selected now; it deletes itself when it is closed."""
    ids = desk.selection.ids
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(_told(desk))
    add_title(menu, _told(desk))
    if len(ids) == 1:
        menu.addAction(_("Open the home selected")).triggered.connect(lambda: desk.selection.open(ids[0]))
    stages = menu.addMenu(_("Stage"))
    add_stages(stages, desk)
    wishes = menu.addMenu(_("When groups are proposed"))
    add_wishes(wishes, _wishes(desk), lambda wish: _wish(desk, wish))
    menu.addSeparator()
    menu.addAction(_("Describe from the survey")).triggered.connect(lambda: start_describe(desk, ids))
    menu.addAction(_("Estimate now")).triggered.connect(lambda: start_estimate(desk, ids))
    works = bundle_menu(menu, desk, lambda: ids)
    works.setTitle(_("Compose works"))
    menu.addMenu(works)
    return menu


def show_home_menu(parent: QWidget, desk: Desk, at: QPoint) -> None:
    """Open the menu at a point of the screen, when any home is selected."""
    if desk.homes is not None and desk.selection.ids:
        home_menu(parent, desk).popup(at)


def add_stages(menu: QMenu, desk: Desk) -> None:
    """Add an entry for each stage that the homes selected can be given."""
    for key, text in STAGES.items():
        action = menu.addAction(_(text).capitalize())
        action.triggered.connect(lambda _checked, key=key: _set_stage(desk, key))


def _set_stage(desk: Desk, stage: str) -> None:
    homes = desk.homes
    if homes is None:
        return
    versions = homes.columns["version"]
    chosen = {i: int(versions[homes.position[i]]) for i in desk.selection.ids if i in homes.position}
    desk.write(lambda session: editing.write_stage(session.project, session.who, chosen, stage))


def _wish(desk: Desk, wish: str) -> None:
    ids = desk.selection.ids
    desk.write(lambda session: set_wish(session.project, session.who, ids, wish))


def _wishes(desk: Desk) -> set[str]:
    """What is wanted of the homes selected today."""
    homes = desk.homes
    return set() if homes is None else set(homes.columns["group_wish"][homes.rows_of(desk.selection.ids)].tolist())


def _told(desk: Desk) -> str:
    """The address of the home selected, or how many are."""
    homes, ids = desk.homes, desk.selection.ids
    if homes is None or len(ids) != 1 or ids[0] not in homes.position:
        text = ngettext("{count} home selected", "{count} homes selected", len(ids))
        return text.format(count=figure(len(ids)))
    at = homes.position[ids[0]]
    return f"{homes.columns['house_number'][at]} {homes.columns['street'][at]}".strip()
