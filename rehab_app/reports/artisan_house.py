"""One sheet a house: how to get there, what to watch, what to do with its take-off, when."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, PageBreak

from rehab_app.core.format import UNKNOWN, figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.codes import FACADE_SIDES, HERITAGE, SUBSIDENCE, TENURES
from rehab_app.domain.dossier import ArtisanDossier, Bar, Facade, House
from rehab_app.domain.works import CONDITIONS
from rehab_app.reports.charts import Calendar, Row, period
from rehab_app.reports.document import Anchor, gap, height_of
from rehab_app.reports.maps import HouseDrawing, facade_colour, letters
from rehab_app.reports.photographs import photographs
from rehab_app.reports.style import HEIGHT, WIDTH, bullet, markup, text, typeset
from rehab_app.reports.tables import Column, facts, number_tag, side_by_side, table
from rehab_app.reports.takeoff import spared_parts, works
from rehab_app.reports.wording import calendar_row, compass, dates, lot_name, sentence

# Asbestos: building permits before 1 July 1997 (code de la santé publique, art. R. 1334-14), houses then finished by
# the end of the century; lead: built before 1949 (art. L. 1334-5).
ASBESTOS_BEFORE = 2000
LEAD_BEFORE = 1949
_DRAWING, _DRAWING_HEIGHT = 168.0, 132.0
_LOTS_SHOWN, _FEWEST_LOTS = 5, 3
_PARTS_ON_A_PAGE = 8
_GAP = 8.0
_SHORT = 1100  # letters that fit in two columns of half a page at most


def sheets(dossier: ArtisanDossier) -> list[Flowable]:
    """The sheets of all houses, each on a page of its own."""
    story: list[Flowable] = []
    for position, house in enumerate(dossier.houses):
        opening = [Anchor(_("House by house"), "houses", 0)] if position == 0 else []
        story += [PageBreak(), *opening, *_sheet(dossier, house, position)]
    return story


def _sheet(dossier: ArtisanDossier, house: House, position: int) -> list[Flowable]:
    address = house.address or _("Address not recorded")
    story: list[Flowable] = [Anchor(f"{house.key} · {address}", f"house{position}", 1), _heading(house.key, address)]
    if house.complement:
        story.append(text(house.complement, "lead"))
    story += [gap(4), *_place_and_drawing(house)]
    story += [gap(8), *_facades(house), gap(8), *works(dossier, house)]
    story += _to_watch(house)
    return [*story, gap(4), *_days(dossier, house, story), *photographs(house.photos)]


def _days(dossier: ArtisanDossier, house: House, above: list[Flowable]) -> list[Flowable]:
    """The calendar, with fewer lots or in words where that keeps the days from filling a page of their own."""
    drawn = _calendar(dossier, house, _LOTS_SHOWN)
    free = HEIGHT - height_of(above) - _GAP if _long(house) else HEIGHT
    if not 0 <= free < height_of(drawn):
        return drawn
    shorter = [_calendar(dossier, house, _FEWEST_LOTS), _in_words(dossier, house)]
    return next((made for made in shorter if height_of(made) <= free), drawn)


def _long(house: House) -> bool:
    """Whether a sheet may be more than a page: most are not, and to measure one takes as long as to lay it out."""
    parts = sum(1 + len(line.treated) + len(line.spared) for line in house.lines)
    told = parts + len(house.facades) + len(house.owner_works) + len(house.remarks) + len(_conditions(house))
    return told > _PARTS_ON_A_PAGE


def _to_watch(house: House) -> list[Flowable]:
    """What to settle, what stays and what to watch: in two columns where that is shorter."""
    spared = spared_parts(part for line in house.lines for part in line.spared)
    lists = [
        (_("To settle before starting"), _conditions(house), "☐"),
        (_("What stays as it is"), spared, "–"),
        (_("Done by the owners themselves"), house.owner_works, "☐"),
        (_("Also to watch"), house.remarks, "☐"),
    ]
    filled = [_list(title, lines, sign) for title, lines, sign in lists if lines]
    below = [flowable for made in filled for flowable in made]
    letters_in_all = sum(len(line) for _title, lines, _sign in lists for line in lines)
    if len(filled) < 2 or letters_in_all > _SHORT:
        return below
    first, *others = filled
    beside = side_by_side(first, [flowable for made in others for flowable in made], WIDTH / 2)
    return [beside] if height_of([beside]) < height_of(below) else below


def _heading(key: str, address: str) -> Flowable:
    tag = number_tag(key, 13)
    width, _height = tag.wrap(WIDTH, 0)
    return side_by_side([tag], [text(address, "title")], WIDTH - width - 10, gutter=10)


# --- the place -----------------------------------------------------------------------------------------------------


def _place_and_drawing(house: House) -> list[Flowable]:
    """Side by side; one after the other when the access takes more words than fit beside the drawing."""
    if sum(map(len, house.access)) > _SHORT:
        return [*_drawing(house), gap(8), *_place(house, WIDTH)]
    return [side_by_side(_place(house, WIDTH - _DRAWING - 16), _drawing(house), _DRAWING)]


def _place(house: House, width: float) -> list[Flowable]:
    party = [facade for facade in house.facades if facade.side == "party"]
    pairs = [
        (_("Access"), " ".join(house.access) or _("not recorded: ask before coming")),
        (_("Occupancy"), sentence(_(TENURES[house.tenure])) if house.tenure else _("not recorded")),
        (_("Built"), str(house.year_built) if house.year_built else _("year not recorded")),
        (_("Heritage"), sentence(_(HERITAGE[house.heritage])) if house.heritage else _("not recorded: to be checked")),
        (_("Mining risk"), _subsidence(house)),
        (_("Party walls"), _party_walls(house, party)),
        (_("Networks"), house.networks or _("not recorded: to be asked for before digging or drilling")),
        (_("Asbestos"), house.asbestos or _asbestos(house.year_built)),
        (_("Lead paint"), house.lead or _lead(house.year_built)),
    ]
    return [facts([(name, sentence(words)) for name, words in pairs], 60, width)]


def _subsidence(house: House) -> str:
    if not house.subsidence:
        return _("not recorded: to be checked")
    words = sentence(_(SUBSIDENCE[house.subsidence]))
    if house.subsidence == "none":
        return words
    return _("{zone}: look for cracks and openings out of square, and report them before covering").format(zone=words)


def _party_walls(house: House, party: Sequence[Facade]) -> str:
    if not house.facades:
        return _("not recorded")
    if not party:
        return _("no party wall")
    known = [facade.length_m for facade in party if facade.length_m is not None]
    words = ngettext("{count} side", "{count} sides", len(party)).format(count=len(party))
    return f"{words}, {figure(sum(known), 'm', 1)}" if len(known) == len(party) else words


def _asbestos(year: int | None) -> str:
    if year is None:
        return _("year not known: survey before works to be asked for")
    if year < ASBESTOS_BEFORE:
        return _("survey before works to be asked for (permit before 7/1997)")
    return _("not expected (built since 2000)")


def _lead(year: int | None) -> str:
    if year is None:
        return _("year not known: old paint to be tested before sanding")
    if year < LEAD_BEFORE:
        return _("old paint to be tested before sanding (before 1949)")
    return _("not expected (built since 1949)")


def _drawing(house: House) -> list[Flowable]:
    drawn = [facade for facade in house.facades if facade.line is not None]
    if not house.outline or not drawn:
        return [text(_("The footprint of this house is not in the project: no drawing."), "note")]
    words = _(
        "Seen from above. Green: insulation allowed outside; red: forbidden; ochre: to be decided; dashes: party wall."
    )
    return [HouseDrawing(house.outline, house.facades, _DRAWING, _DRAWING_HEIGHT), text(words, "note")]


def _facades(house: House) -> list[Flowable]:
    if not house.facades:
        return [text(_("The façades of this house are not recorded: heritage rules to be checked on site."), "note")]
    columns = [
        Column("", 16),
        Column(_("Façade"), 78),
        Column(_("Facing"), 56),
        Column(_("Length (m)"), 60, figures=True),
        Column(_("Heritage")),
        Column(_("Insulation outside"), 84),
    ]
    rows = []
    for letter, facade in zip(letters(len(house.facades)), house.facades, strict=True):
        colour = facade_colour(facade).hexval().replace("0x", "#")
        rows.append(
            [
                markup(f'<font color="{colour}"><b>{letter}</b></font>', "cell"),
                sentence(_(FACADE_SIDES[facade.side])) if facade.side else UNKNOWN,
                compass(facade),
                figure(facade.length_m, "", 1),
                sentence(_(HERITAGE[facade.heritage])) if facade.heritage else UNKNOWN,
                _outside(facade),
            ]
        )
    return [table(columns, rows)]


def _outside(facade: Facade) -> str:
    if facade.side == "party":
        return UNKNOWN
    return {True: _("allowed"), False: _("forbidden"), None: _("to be decided")}[facade.external_insulation]


def _conditions(house: House) -> tuple[str, ...]:
    codes = dict.fromkeys(code for line in house.lines for code in line.conditions)
    return tuple(sentence(_(CONDITIONS[code]) if code in CONDITIONS else code) for code in codes)


def _list(title: str, lines: Sequence[str], sign: str) -> list[Flowable]:
    return [gap(8), text(title, "subheading"), *(bullet(line, sign, "small_bullet") for line in lines)]


def _around(lot: str, lots: Sequence[str], shown: int) -> Sequence[str]:
    """The lot with those just before and after it on site; all of them where the lot has no date."""
    if lot not in lots or len(lots) <= shown:
        return lots
    first = min(max(lots.index(lot) - shown // 2, 0), len(lots) - shown)
    return lots[first : first + shown]


def _calendar(dossier: ArtisanDossier, house: House, shown: int) -> list[Flowable]:
    rows: list[Row] = []
    for lot, bars in _lots(dossier, house, shown):
        row = calendar_row(lot_name(lot), bars)
        rows.append(Row(row.name, row.spans, dates(bars)))
    between = period(rows)
    if between is None:
        return [
            KeepTogether([text(_("When"), "subheading"), text(_("No date is planned for this house yet."), "note")])
        ]
    return [KeepTogether([text(_("When"), "subheading"), Calendar(rows, between, names=150, dates=118)])]


def _in_words(dossier: ArtisanDossier, house: House) -> list[Flowable]:
    """The days as a line of text, its heading in it."""
    told = [f"{lot_name(lot)} {dates(bars)}" for lot, bars in _lots(dossier, house, _FEWEST_LOTS)]
    return [markup(f"<b>{typeset(_('When'))}</b> – {typeset(' · '.join(told))}", "cell")]


def _lots(dossier: ArtisanDossier, house: House, shown: int) -> list[tuple[str, list[Bar]]]:
    """Days of this house by lot, in their order: this lot with those just before and after it."""
    bars = sorted((bar for bar in dossier.calendar if bar.house == house.key), key=lambda bar: bar.starts_on)
    around = _around(dossier.lot, list(dict.fromkeys(bar.lot for bar in bars)), shown)
    return [(lot, [bar for bar in bars if bar.lot == lot]) for lot in around]
