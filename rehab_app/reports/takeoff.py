"""What is to be done in one house: each work with its take-off, façade by façade and opening by opening."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.platypus import Flowable

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, from_french
from rehab_app.domain.codes import FACADE_SIDES
from rehab_app.domain.dossier import OPENINGS, ArtisanDossier, House, Line, pieces, rounded
from rehab_app.domain.works import ORIENTATIONS, SPARING_REASONS, Spared, Treated
from rehab_app.reports.style import markup, text, typeset
from rehab_app.reports.tables import Column, Command, table
from rehab_app.reports.wording import quantity_text, sentence


def works(dossier: ArtisanDossier, house: House) -> list[Flowable]:
    """The table of the works of a house under its heading; one sentence where there is none."""
    story: list[Flowable] = [text(_("What to do here"), "heading")]
    if not house.lines:
        return [*story, text(_("Nothing of this lot in this house."), "body")]
    shown = _Shown.of(dossier, house)
    columns = [Column(_("No."), 28), Column(_("Work, and where"))]
    columns += [Column(_("Pieces"), 42, figures=True)] if shown.pieces else []
    columns += [Column(_("Area (m²)"), 58, figures=True)] if shown.areas else []
    columns += [Column(_("Quantity"), 50, figures=True), Column(_("Unit"), 36)]
    rows: list[list[object]] = []
    strong: list[int] = []
    for line in house.lines:
        strong.append(len(rows))
        rows += _line_rows(dossier, line, shown)
    commands: list[Command] = [("TOPPADDING", (0, row + 1), (-1, row + 1), 5) for row in strong]
    return [*story, table(columns, rows, strong_rows=strong, commands=commands)]


@dataclass(frozen=True, slots=True)
class _Shown:
    """Columns that say something here: pieces where openings are counted, areas that are not the quantity."""

    pieces: bool
    areas: bool

    @classmethod
    def of(cls, dossier: ArtisanDossier, house: House) -> "_Shown":
        parts = [(dossier.item(line.item).unit, part) for line in house.lines for part in line.treated]
        return cls(
            pieces=any(part.table in OPENINGS for _unit, part in parts),
            areas=any(
                part.area_m2 is not None
                and (unit != "m²" or rounded(part.area_m2, unit) != rounded(part.quantity, unit))
                for unit, part in parts
            ),
        )

    def row(self, number: str, words: Flowable | str, count: str, area: str, quantity: tuple[str, str]) -> list[object]:
        return [number, words, *([count] if self.pieces else []), *([area] if self.areas else []), *quantity]


def _line_rows(dossier: ArtisanDossier, line: Line, shown: _Shown) -> list[list[object]]:
    item = dossier.item(line.item)
    known = line.quantity is not None
    quantity = quantity_text(line.quantity, item.unit) if known else _("to measure")
    wanted = " · ".join(_(criterion.text) for criterion in item.criteria)
    words = f"<b>{typeset(item.designation)}</b>"
    if wanted:
        words += f'<br/><font size="8.5" color="#5B646D">{typeset(wanted)}</font>'
    if line.note:
        words += f"<br/>{typeset(line.note)}"
    openings = pieces([line], item)
    count = figure(openings) if openings else ""
    rows = [shown.row(item.number, markup(words, "cell"), count, "", (quantity, from_french(item.unit)))]
    for part in line.treated:
        count = figure(part.count) if part.table in OPENINGS else ""
        area = figure(part.area_m2, "", 2) if part.area_m2 is not None else ""
        treated = (quantity_text(part.quantity, item.unit), from_french(item.unit))
        rows.append(shown.row("", _part(part), count, area, treated))
    return rows


def _part(part: Treated | Spared) -> str:
    """`Mur arrière – back, north`."""
    where = [_(FACADE_SIDES[part.side])] if part.side in FACADE_SIDES else []
    if part.orientation and part.orientation in ORIENTATIONS:
        where.append(_(ORIENTATIONS[part.orientation]))
    name = part.description or _("not described")
    named = f"{name} – {', '.join(where)}" if where else name
    if part.table in OPENINGS and part.count > 1 and part.area_m2:
        each = figure(part.area_m2 / part.count, "m²", 2)
        return _("{part}: {count} × about {area}").format(part=named, count=figure(part.count), area=each)
    return named


def spared_parts(parts: Iterable[Spared]) -> tuple[str, ...]:
    """What stays as it is, a sentence a reason."""
    by_reason: dict[str, list[str]] = {}
    for part in parts:
        area = f" ({figure(part.area_m2, 'm²', 2)})" if part.area_m2 is not None else ""
        by_reason.setdefault(part.reason, []).append(_part(part) + area)
    names = {reason: _(SPARING_REASONS[reason]) if reason in SPARING_REASONS else reason for reason in by_reason}
    return tuple(
        _("{reason}: {parts}").format(reason=sentence(names[reason]), parts=" · ".join(found))
        for reason, found in by_reason.items()
    )
