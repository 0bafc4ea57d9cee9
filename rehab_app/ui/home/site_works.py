"""Who does each work of the chosen bundle, and what the group asks of its products."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.codes import BUILDERS
from rehab_app.services.home_site import HomeSite, ProductTerm, WorkOfHome
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_S

_LABEL_PX, _BUILDER_PX, _PRODUCT_PX = 250, 250, 190


class WorksBox(QWidget):
    """Follows what is read of a home's site; each choice and each text is handed over when it is made."""

    def __init__(
        self,
        build: Callable[[WorkOfHome, str], None],
        ask: Callable[[ProductTerm, str, str], None],
        told: Callable[[], None],
    ) -> None:
        super().__init__()
        self._build, self._ask, self._told = build, ask, told
        self._shown: tuple[object, ...] = ()
        self.builders: list[Choice] = []
        self.products: dict[tuple[str, str], QLineEdit] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_S)
        self._body = QWidget()
        self._column.addWidget(self._body)

    @property
    def typed(self) -> dict[str, str]:
        """Texts typed and not written."""
        return {"/".join(at): line.text() for at, line in self.products.items() if line.isModified()}

    def take_up(self, texts: dict[str, str]) -> None:
        """Show again what was typed before and not written."""
        for at, line in self.products.items():
            if "/".join(at) in texts:
                line.setText(texts["/".join(at)])
                line.setModified(True)

    def show_site(self, site: HomeSite) -> None:
        """Show the works and products; what is the same already is left as it is, with the cursor in it."""
        shown = (tuple(site.works), tuple(site.products), site.group)
        if shown == self._shown:
            return
        self._shown = shown
        before, self._body = self._body, QWidget()
        self.builders, self.products = [], {}
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self._add_builders(column, site.works)
        self._add_products(column, site)
        self._column.replaceWidget(before, self._body)
        before.hide()
        before.deleteLater()

    def _add_builders(self, column: QVBoxLayout, works: Sequence[WorkOfHome]) -> None:
        column.addWidget(words(_("Who does what"), "title"))
        if not works:
            told = _("No bundle is chosen for this home yet: choose one under “Bundles”.")
            column.addWidget(words(told, "second", wrap=True))
            return
        told = _("What the household does itself is left out of the firms’ prices, and loses its aids and reduced tax.")
        column.addWidget(words(told, "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_S)
        grid.setColumnStretch(2, 1)
        for at, work in enumerate(works):
            grid.addWidget(_label(work.label), at, 0)
            grid.addWidget(self._builder(work), at, 1)
        column.addLayout(grid)

    def _builder(self, work: WorkOfHome) -> QWidget:
        if len(work.modes) < 2:
            return words(_("by a firm only"), "second")
        box = Choice(_("Who does: {work}").format(work=work.label), list_px=_BUILDER_PX)
        box.setFixedWidth(_BUILDER_PX)
        for mode in work.modes:
            box.addItem(_(BUILDERS[mode])[:1].upper() + _(BUILDERS[mode])[1:], mode)
        box.choose(work.done_by)
        box.activated.connect(lambda _at: self._build(work, str(box.currentData())))
        self.builders.append(box)
        return box

    def _add_products(self, column: QVBoxLayout, site: HomeSite) -> None:
        if not site.group_id or not site.products:
            return
        column.addSpacing(SPACE_S)
        column.addWidget(words(_("Products asked for by the group {group}").format(group=site.group), "title"))
        told = _("Empty: open to any product that reaches the requirement. The same for all homes of the group.")
        column.addWidget(words(told, "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_S)
        grid.setColumnStretch(3, 1)
        grid.addWidget(words(_("Open or imposed"), "small"), 0, 1)
        grid.addWidget(words(_("Biosourced variant"), "small"), 0, 2)
        for at, term in enumerate(site.products):
            grid.addWidget(_label(term.label), at + 1, 0)
            grid.addWidget(self._product(term, "products"), at + 1, 1)
            grid.addWidget(self._product(term, "biosourced"), at + 1, 2)
        column.addLayout(grid)

    def _product(self, term: ProductTerm, name: str) -> QLineEdit:
        line = QLineEdit(str(getattr(term, name)))
        line.setFixedWidth(_PRODUCT_PX)
        line.setCursorPosition(0)
        line.setPlaceholderText(_("open") if name == "products" else _("none asked for"))
        heading = _("Open or imposed") if name == "products" else _("Biosourced variant")
        line.setAccessibleName(f"{heading} – {term.label}")

        def leave() -> None:
            if line.isModified():
                line.setModified(False)
                self._told()
                self._ask(term, name, line.text().strip())

        line.textEdited.connect(lambda _text: self._told())
        line.editingFinished.connect(leave)
        self.products[term.work, name] = line
        return line


def _label(text: str) -> QWidget:
    label = words(text, wrap=True)
    label.setFixedWidth(_LABEL_PX)
    return label
