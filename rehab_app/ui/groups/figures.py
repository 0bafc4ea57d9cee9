"""The largest figures of a group."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.services.group_view import Group
from rehab_app.ui.groups.card_words import homes_words, saving_words
from rehab_app.ui.parts.key_figure import KeyFigure
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.theme import SPACE_XL


class GroupFigures(QWidget):
    """Homes, price, saving, shared walls."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = {name: KeyFigure("") for name in ("homes", "price", "saving", "walls")}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XL)
        for block in self.blocks.values():
            row.addWidget(block)
        row.addStretch(1)

    def show_group(self, group: Group) -> None:
        """Show the figures of a group."""
        total = group.total
        self.blocks["homes"].show_figure(figure(len(group.inside)), _("members"), homes_words(group))
        self.blocks["price"].show_figure(
            cost_span(total.low, total.high), _("works before tax, in the group"), group.bundle
        )
        self.blocks["saving"].show_figure(
            saving_words(group), _("saved together (assumption)"), _("Scaffold, site and purchase shared, before tax")
        )
        self.blocks["walls"].show_figure(
            figure(group.prices.walls), _("shared walls"), _("Neighbours among the members that share a wall")
        )
