"""Texts about the building or the group that name the people to be erased: each ticked one loses the name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from rehab_app.core.i18n import _, ngettext
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_XL, SPACE_XS

if TYPE_CHECKING:
    from rehab_app.services.mentions import At, Mention

_SHOWN = 12  # more are told by their number: somebody's name in every part of a home is a mistake of an import


class NamedTexts(QWidget):
    """A box to tick a text; hidden where nobody is named."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[At, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_XS)
        self.show_texts(())

    def show_texts(self, found: "Sequence[Mention]") -> None:
        """Offer these texts, all ticked but those that were unticked just before."""
        spared = self.spared
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.boxes = {}
        self.setVisible(bool(found))
        if not found:
            return
        told = _("They are named in these texts. “…” takes the place of the name in those that are ticked:")
        self._column.addWidget(words(told, wrap=True))
        for mention in found[:_SHOWN]:
            box, text = QCheckBox(mention.place), words(_("“{text}”").format(text=mention.text), "second", wrap=True)
            box.setAccessibleName(f"{mention.place} {text.text()}")
            box.setChecked(mention.at not in spared)
            text.setIndent(SPACE_XL)
            self._column.addWidget(box)
            self._column.addWidget(text)
            self.boxes[mention.at] = box
        left = len(found) - _SHOWN
        if left > 0:
            more = ngettext("and {count} more text", "and {count} more texts", left).format(count=left)
            self._column.addWidget(words(more, "second"))

    @property
    def spared(self) -> "frozenset[At]":
        """Texts that stay as they are."""
        return frozenset(at for at, box in self.boxes.items() if not box.isChecked())
