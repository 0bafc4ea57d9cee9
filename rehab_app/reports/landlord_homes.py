"""Annexes of the landlord's dossier: one block a home, its works with quantities and costs."""

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from rehab_app.core.format import UNKNOWN, span
from rehab_app.core.i18n import _, from_french
from rehab_app.domain.codes import HERITAGE, SUBSIDENCE
from rehab_app.domain.dossier import lot_number
from rehab_app.domain.household_dossier import cost_range
from rehab_app.domain.landlord_dossier import LandlordDossier, LandlordHome
from rehab_app.domain.works import CONDITIONS
from rehab_app.reports.document import Anchor, gap, section
from rehab_app.reports.style import WIDTH, bullet, text
from rehab_app.reports.tables import Column, facts, number_tag, side_by_side, table
from rehab_app.reports.wording import lot_name, quantity_text, sentence

_ROOM_TO_BEGIN = 220.0


def annexes(dossier: LandlordDossier) -> list[Flowable]:
    """A block a home, several on a page."""
    if not dossier.homes:
        return []
    story: list[Flowable] = [PageBreak(), *section(_("Home by home"), "homes")]
    for position, home in enumerate(dossier.homes):
        story += [CondPageBreak(_ROOM_TO_BEGIN), *_home(home, position), gap(16)]
    return story


def _home(home: LandlordHome, position: int) -> list[Flowable]:
    address = home.address or _("Address not recorded")
    tag = number_tag(home.key, 10)
    width, _height = tag.wrap(WIDTH, 0)
    pairs = [
        (_("Built"), str(home.year_built) if home.year_built else _("year not recorded")),
        (_("Heritage"), sentence(_(HERITAGE[home.heritage])) if home.heritage else _("not recorded: to be checked")),
        (_("Mining risk"), sentence(_(SUBSIDENCE[home.subsidence])) if home.subsidence else _("not recorded")),
        (_("Shares a wall with"), ", ".join(home.beside) or UNKNOWN),
    ]
    story: list[Flowable] = [
        Anchor(f"{home.key} · {address}", f"home{position}", 1),
        side_by_side([tag], [text(address, "heading")], WIDTH - width - 10, gutter=10),
        facts(pairs, 110),
        gap(4),
    ]
    if home.refusal:
        story.append(text(_("Not estimated: {reason}").format(reason=home.refusal), "note"))
    if not home.works:
        return [*story, text(_("No works have been looked at for this home yet."), "note")]
    return [*story, *_works(home)]


def _works(home: LandlordHome) -> list[Flowable]:
    columns = [
        Column(_("Lot"), 156),
        Column(home.scenario or _("Works")),
        Column(_("Quantity"), 56, figures=True),
        Column(_("Unit"), 40),
        Column(_("Cost before tax (€)"), 96, figures=True),
    ]
    rows = []
    for work in sorted(home.works, key=lambda work: lot_number(work.lot)):
        cost = span(work.low_eur_ht, work.high_eur_ht)
        amount = (quantity_text(work.quantity, work.unit), from_french(work.unit))
        rows.append([lot_name(work.lot), work.name, *amount, cost])
    known = cost_range(home.works)
    story: list[Flowable] = [
        table(columns, rows, ["", _("Total"), "", "", span(*known) if known else UNKNOWN]),
        gap(4),
    ]
    known_conditions = [code for code in home.conditions if code in CONDITIONS]
    return [*story, *(bullet(sentence(_(CONDITIONS[code])), "☐", "small_bullet") for code in known_conditions)]
