"""What the firms must know before they come: access, who opens, what to watch, façades, who does which work."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, mark
from rehab_app.domain.catalogue.places import BUILDING, FACADE, HOME
from rehab_app.domain.change import Change
from rehab_app.domain.codes import FACADE_SIDES, ORIGINS
from rehab_app.domain.fields import Field, code
from rehab_app.services import home_site
from rehab_app.services.dwelling_view import DwellingView
from rehab_app.services.editing import Cell, write_cell
from rehab_app.services.home_site import HomeContact, HomeSite, ProductTerm, WorkOfHome, read_site
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.home.field_editor import FieldEditor, Write
from rehab_app.ui.home.home_group import HomeGroup
from rehab_app.ui.home.paragraph_editor import ParagraphEditor
from rehab_app.ui.home.site_contacts import ContactsBox
from rehab_app.ui.home.site_works import WorksBox
from rehab_app.ui.home.typed import Typed
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.sheets import Sheets
from rehab_app.ui.parts.words import card, words
from rehab_app.ui.tasks import explain
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S

_NETWORKS = (
    mark("Gas meter or pipe on the street front"),
    mark("Electric cable on the street front"),
    mark("Telephone or fibre cable on the front"),
    mark("Water meter or stopcock"),
)
_FIELDS = {"dwelling": HOME, "building": BUILDING, "facade": FACADE}
_CONTACT, _PRODUCTS = "contact", "products"
Place = tuple[str, int]


class SiteTab(QWidget):
    """Follows the home shown; each field is written when it is left, with where it comes from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: DwellingView | None = None
        self._rows: dict[Place, Mapping[str, Any]] = {}
        self._site: HomeSite | None = None
        self._typed = Typed(desk, "site", _("Site"))
        self.editors: dict[str, FieldEditor | ParagraphEditor] = {}
        self.origin = Choice(_("Where what I type comes from"), letters=14)
        for key, text in ORIGINS.items():
            self.origin.addItem(_(text)[:1].upper() + _(text)[1:], key)
        self.contacts = ContactsBox(self._add_contact, self._share_contact, self._drop_contact, self._keep)
        self.group = HomeGroup(desk)
        self.works = WorksBox(self._write_builder, self._write_product, self._keep)
        self._facades = QVBoxLayout()
        self._facades.setSpacing(SPACE_S)
        self.networks = QPushButton(_("Add a network"))
        self._lay_out()

    # --- laying out --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(words(_("What I type is"), "second"))
        bar.addWidget(self.origin)
        bar.addWidget(words(_("This is what the artisans’ dossiers print of the home."), "small", wrap=True), 1)
        sheets = Sheets(_("Site"))
        for content in (self._coming(), self._watching(), self._surveys(), self._protected(), self._working()):
            frame = card()
            frame.setLayout(content)
            sheets.put(frame)
        frame = card()
        beside = QVBoxLayout(frame)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.group)
        sheets.put(frame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE_M, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(sheets, 1)

    def _coming(self) -> QVBoxLayout:
        column = _sheet(_("Coming in"))
        self._field(column, "dwelling", "tenure")
        self._paragraph(column, "dwelling", "access", _("Keys, parking, lift, hours, dog…"))
        column.addWidget(self.contacts)
        return column

    def _watching(self) -> QVBoxLayout:
        column = _sheet(_("On the spot"))
        self._paragraph(column, "dwelling", "site_note", _("Cracks, damp, fragile floor, work under way…"))
        self._paragraph(column, "building", "networks", _("Gas, electricity, water, telephone: where they run"))
        menu = QMenu(self.networks)
        for text in _NETWORKS:
            action = menu.addAction(_(text))
            action.triggered.connect(partial(self._add_network, _(text)))
        self.networks.setMenu(menu)
        column.addWidget(self.networks, alignment=Qt.AlignmentFlag.AlignLeft)
        return column

    def _surveys(self) -> QVBoxLayout:
        column = _sheet(_("Asbestos and lead"))
        for name in ("asbestos", "asbestos_on", "lead", "lead_on"):
            self._field(column, "dwelling", name)
        told = _("Without a survey the dossier says from the year built what must be searched before works.")
        column.addWidget(words(told, "small", wrap=True))
        return column

    def _protected(self) -> QVBoxLayout:
        column = _sheet(_("Rules of the place"))
        self._field(column, "building", "heritage")
        self._field(column, "building", "subsidence")
        told = _("Façade by façade, where its rule is another than that of the building:")
        column.addWidget(words(told, "second", wrap=True))
        column.addLayout(self._facades)
        return column

    def _working(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.addWidget(self.works)
        return column

    def _field(self, column: QVBoxLayout, table: str, name: str) -> None:
        editor = FieldEditor(_FIELDS[table].field(name), self._writer(table), self._keep)
        self.editors[f"{table}.{name}"] = editor
        column.addWidget(editor)

    def _paragraph(self, column: QVBoxLayout, table: str, name: str, example: str) -> None:
        editor = ParagraphEditor(_FIELDS[table].field(name), self._writer(table), self._keep, 3, example)
        self.editors[f"{table}.{name}"] = editor
        column.addWidget(editor)

    # --- showing -----------------------------------------------------------------------------------------------------

    def show_home(self, view: DwellingView) -> None:
        """Show what is known of a home's site."""
        session = self._desk.session
        if session is None:
            return
        other = self._view is None or self._view.record["id"] != view.record["id"]
        self._view = view
        self.group.show_home(view)
        if other:
            for editor in self.editors.values():
                editor.forget()
            self.contacts.clear()
        self._rows = {("dwelling", 0): view.record}
        if view.building is not None:
            self._rows["building", 0] = view.building
        self._show_values()
        home = int(view.record["id"])

        def done(site: HomeSite) -> None:
            if self._view is not None and self._view.record["id"] == home:
                self._show_site(site, other)

        self._desk.tasks.read(self, lambda _progress: read_site(session.project, home), done)

    def _show_values(self) -> None:
        assert self._view is not None
        for key, editor in self.editors.items():
            table, name = key.split(".")
            row = self._rows.get((table, 0))
            editor.setEnabled(row is not None)
            editor.show_value(row[name] if row else None, self._view.origin(table, 0, name))

    def _show_site(self, site: HomeSite, other: bool) -> None:
        assert self._view is not None
        self._site = site
        self.contacts.show_contacts(site.contacts)
        self.works.show_site(site)
        self._show_facades(site)
        if other:
            home = int(self._view.record["id"])
            left = self._typed.left(home)
            self._typed.take_up(home, self.editors)
            self.contacts.take_up(_under(left, _CONTACT))
            self.works.take_up(_under(left, _PRODUCTS))

    def _show_facades(self, site: HomeSite) -> None:
        while (item := self._facades.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        assert self._view is not None
        for row in site.facades:
            at = int(row["position"] or 0)
            self._rows["facade", at] = row
            if row["side"] == "party":
                continue
            editor = FieldEditor(code("heritage", _facade_name(row), "heritage"), self._writer("facade", at))
            editor.show_value(row["heritage"], self._view.origin("facade", at, "heritage"))
            self._facades.addWidget(editor)

    def _keep(self) -> None:
        if self._view is None:
            return
        texts = {f"/{name}": text for name, one in self.editors.items() if (text := one.unfinished) is not None}
        texts |= {f"{_CONTACT}/{name}": text for name, text in self.contacts.typed.items()}
        texts |= {f"{_PRODUCTS}/{name}": text for name, text in self.works.typed.items()}
        self._typed.keep(int(self._view.record["id"]), self._view.address, texts)

    # --- writing -----------------------------------------------------------------------------------------------------

    def _writer(self, table: str, position: int = 0) -> Write:
        def write(field: Field, value: Any) -> None:
            view, row = self._view, self._rows.get((table, position))
            if view is None or row is None:
                return
            home, origin = int(view.record["id"]), str(self.origin.currentData())
            cell = Cell(table, row["id"], row["version"], field, home, position, view.address)
            editor = self.editors.get(f"{table}.{field.name}")

            def failed(error: Exception) -> None:
                if editor is not None:
                    editor.blame(explain(error))
                else:
                    self._desk.tell_error(error)

            self._desk.write(
                lambda session: write_cell(session.project, session.who, cell, value, origin, row), None, failed
            )

        return write

    def _add_network(self, text: str, _checked: bool = False) -> None:
        editor = self.editors["building.networks"]
        assert isinstance(editor, ParagraphEditor)
        editor.add_line(text)

    def _add_contact(self, contact: HomeContact) -> None:
        view = self._view
        if view is None:
            return
        home = int(view.record["id"])

        def action(session: Session) -> Change:
            return home_site.add_contact(session.project, session.who, home, contact, view.address)

        def added(_change: Change) -> None:
            self.contacts.clear()
            self._keep()

        self._desk.write(action, added, lambda error: self.contacts.blame(explain(error)))

    def _share_contact(self, contact: HomeContact, shared: bool) -> None:
        view = self._view
        if view is not None:
            self._desk.write(
                lambda open_: home_site.share_contact(open_.project, open_.who, contact, shared, view.address)
            )

    def _drop_contact(self, contact: HomeContact) -> None:
        view = self._view
        if view is not None:
            self._desk.write(lambda open_: home_site.drop_contact(open_.project, open_.who, contact, view.address))

    def _write_builder(self, work: WorkOfHome, done_by: str) -> None:
        view = self._view
        if view is not None:
            self._desk.write(
                lambda open_: home_site.write_builder(open_.project, open_.who, work, done_by, view.address)
            )

    def _write_product(self, term: ProductTerm, name: str, text: str) -> None:
        site = self._site
        if site is not None:
            self._desk.write(
                lambda open_: home_site.write_product(open_.project, open_.who, site.group_id, term, name, text)
            )


def _sheet(title: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
    column.setSpacing(SPACE_S)
    column.addWidget(words(title, "title"))
    return column


def _facade_name(row: Mapping[str, Any]) -> str:
    known = row["side"]
    side = _(FACADE_SIDES[known]) if known in FACADE_SIDES else _("façade")
    length = figure(row["length_m"], "m", 1) if row["length_m"] is not None else ""
    return " · ".join(filter(None, (side[:1].upper() + side[1:], length)))


def _under(texts: Mapping[str, str], row: str) -> dict[str, str]:
    return {name.removeprefix(f"{row}/"): text for name, text in texts.items() if name.startswith(f"{row}/")}
