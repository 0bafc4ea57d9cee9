"""Over the groups: homes that the town always wants in a group and that are in none, and why."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.services.group_left_out import InVain, wanted_in_vain
from rehab_app.ui.desk import Desk
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

_TOLD = 4  # homes told one by one


class LeftOutNote(QFrame):
    """Hidden while there is none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found = InVain()
        self._asked = 0  # readings asked for: only the latest is shown
        self.text = words("", "body", wrap=True)
        self.on_map = push_button(_("Show on the map"), _("Show the homes wanted in a group on the map"))
        column = QVBoxLayout()
        column.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addLayout(column, 1)
        row.addWidget(self.on_map)
        set_role(self, "notice-warning")
        self.on_map.clicked.connect(self._show_on_map)
        self.hide()

    def refresh(self) -> None:
        """Look for such homes anew."""
        session = self._desk.session
        if session is None:
            return
        self._asked += 1
        asked = self._asked

        def done(found: InVain) -> None:
            if asked == self._asked:
                self.show_homes(found)

        self._desk.tasks.read(self, lambda progress: wanted_in_vain(session.project, progress, _TOLD), done)

    def show_homes(self, found: InVain) -> None:
        """Name the first of them with the reason, and how many more there are."""
        self._found, count = found, len(found.home_ids)
        told = ngettext(
            "{count} home wanted in a group is in none:", "{count} homes wanted in a group are in none:", count
        )
        lines = [told.format(count=figure(count))]
        lines += [_("{home} – {reason}").format(home=one.address, reason=one.reason) for one in found.told]
        more = count - len(found.told)
        if more > 0:
            lines.append(ngettext("and {count} other", "and {count} others", more).format(count=figure(more)))
        self.text.setText("\n".join(lines) if count else "")
        self.setAccessibleName(self.text.text())
        self.setVisible(count > 0)

    def _show_on_map(self) -> None:
        self._desk.selection.choose(self._found.home_ids)
        self._desk.page_wanted.emit("quartier")
