"""Good practice between trades: where lots meet, what is looked at when works are accepted, what a quote must carry.

Joints and checks are common practice of the trades, to be confirmed by whoever leads the site; they give no threshold
of their own (thresholds come with the works). Mentions of quotes: as checked by the public service "Mon devis sans
oublis" (MTES, MIT licence).
"""

from collections.abc import Collection

from rehab_app.core.i18n import _, mark
from rehab_app.domain.dossier import Check, Interface

_JOINTS = (
    Interface(
        mark("Crack, damp wall"),
        "masonry",
        "facade",
        mark("masonry"),
        mark("masonry"),
        mark("Cracks and damp treated and dry before insulation covers them."),
    ),
    Interface(
        mark("Anchors of the scaffolding"),
        "site",
        "facade",
        mark("scaffolding"),
        mark("external insulation"),
        mark("Anchors placed with the façade lot; insulated and closed one by one as the scaffolding comes down."),
    ),
    Interface(
        mark("Scaffolding and eaves"),
        "site",
        "roof",
        mark("scaffolding"),
        mark("roofing"),
        mark("One scaffolding for roof and façade: height, protection and days agreed before it is put up."),
        photo=False,
    ),
    Interface(
        mark("Eaves and verge"),
        "roof",
        "facade",
        mark("roofing"),
        mark("roofing"),
        mark("Overhang lengthened for the insulated wall; wall and roof insulation touch without a gap."),
    ),
    Interface(
        mark("Frame and wall insulated outside"),
        "joinery",
        "facade",
        mark("joinery: tapes; façade: start and reveal profiles"),
        mark("joinery, then façade"),
        mark("Place of the frame, return of insulation in the reveal and sill agreed on the first opening."),
    ),
    Interface(
        mark("Frame and wall lined inside"),
        "joinery",
        "lining",
        mark("lining: membrane and tapes"),
        mark("lining"),
        mark("Frame as wide as the lining; membrane taped to the frame on four sides."),
    ),
    Interface(
        mark("Roof slopes, loft floor and wall"),
        "roof",
        "lining",
        mark("lining: membrane and tapes"),
        mark("lining"),
        mark("Vapour barrier continuous from slope to wall; eaves ventilation of the roof left free."),
    ),
    Interface(
        mark("Air inlets in the frames"),
        "joinery",
        "ventilation",
        mark("ventilation: inlets"),
        mark("joinery: slots made in the workshop"),
        mark("Number, size and rooms of the inlets given before the windows are ordered."),
        photo=False,
    ),
    Interface(
        mark("Ducts through membrane or ceiling"),
        "lining",
        "ventilation",
        mark("ventilation: sleeves"),
        mark("ventilation, in the presence of lining"),
        mark("One sleeve for each passage, taped to the membrane; no duct crushed by insulation."),
    ),
    Interface(
        mark("Roof outlet"),
        "roof",
        "ventilation",
        mark("ventilation: outlet and duct"),
        mark("roofing"),
        mark("Outlet on the slope away from the street, sealed to the roof and to the membrane."),
    ),
    Interface(
        mark("Radiators and pipes on lined walls"),
        "lining",
        "heating",
        mark("heating"),
        mark("heating"),
        mark("Taken down before lining, put back on fixings that hold in the wall behind."),
        photo=False,
    ),
    Interface(
        mark("Pipes and outdoor unit on the insulated wall"),
        "facade",
        "heating",
        mark("heating: sleeve and supports"),
        mark("heating, before rendering"),
        mark("Place, sleeve and supports through the insulation agreed before rendering."),
    ),
    Interface(
        mark("Membrane and passages"),
        "airtightness",
        "lining",
        mark("airtightness: sleeves and tapes"),
        mark("each lot for its own passages"),
        mark("Test before closing; leaks found are closed by the lot that made the passage."),
    ),
    Interface(
        mark("Supply of the heat generator"),
        "heating",
        "electricity",
        mark("electricity"),
        mark("electricity"),
        mark("Power, protection and place given by heating with its sizing note."),
        photo=False,
    ),
    Interface(
        mark("Supply of the fan"),
        "ventilation",
        "electricity",
        mark("electricity"),
        mark("electricity"),
        mark("Permanent supply with its own protection; no switch that stops the fan by mistake."),
        photo=False,
    ),
    Interface(
        mark("Fixings of the panels"),
        "roof",
        "solar",
        mark("photovoltaics"),
        mark("photovoltaics, in the presence of roofing"),
        mark("Roof checked first; each fixing made watertight with the roofing lot."),
    ),
)
_CHECKS = {
    "facade": (
        Check(mark("Thickness and R of the insulation, at three places"), mark("as in the quote; labels kept")),
        Check(
            mark("Boards close to each other, reveals and sills included"), mark("no gap; photographs before rendering")
        ),
        Check(mark("Façades where nothing may be put outside"), mark("untouched, undamaged")),
        Check(mark("Render or cladding, colour"), mark("as authorised by the town")),
    ),
    "joinery": (
        Check(mark("Uw and Sw of each window"), mark("as in the quote; labels kept")),
        Check(mark("Opening and closing, locks, glazing beads"), mark("free, without force")),
        Check(
            mark("Joint between frame and wall"), mark("continuous on four sides; nothing felt with the hand in wind")
        ),
        Check(mark("Air inlets"), mark("present in the rooms listed, clear on both sides")),
    ),
    "lining": (
        Check(mark("Thickness and R of the insulation"), mark("as in the quote; labels kept")),
        Check(mark("Vapour barrier, tapes and sleeves"), mark("continuous; photographs before closing")),
        Check(mark("Loft hatch, recessed lamps, chimney"), mark("insulated hatch; safety distances kept")),
    ),
    "roof": (
        Check(mark("Thickness and R of the insulation"), mark("as in the quote; labels kept")),
        Check(mark("Party line with the neighbour’s roof"), mark("watertight, flashing finished on both sides")),
        Check(mark("Ventilation of the roof covering, gutters"), mark("free; water runs off")),
    ),
    "ventilation": (
        Check(mark("Air flow measured at each outlet (m³/h)"), mark("as required for the rooms; report handed over")),
        Check(mark("Ducts"), mark("insulated outside the heated volume, tight, without a bend crushed")),
        Check(mark("Passage of air under doors"), mark("clear in every room")),
        Check(mark("Noise in bedrooms"), mark("nothing that wakes a sleeper at the usual speed")),
    ),
    "heating": (
        Check(mark("Sizing note"), mark("made after insulation, power as installed")),
        Check(mark("Commissioning and balancing"), mark("report handed over, water law set")),
        Check(mark("Noise of the outdoor unit"), mark("heard at the neighbours’ windows: agreed place kept")),
        Check(mark("Old tank, boiler, flue"), mark("removed or made safe, certificate handed over")),
    ),
}
_COMMON_CHECKS = (
    Check(mark("Products on site"), mark("those of the quote: brand, reference, certificate")),
    Check(mark("Photographs before closing"), mark("handed over, house by house")),
    Check(mark("Waste, cleaning, damage"), mark("carried away; dated list of repairs if any")),
    Check(mark("Papers"), mark("instructions, guarantees, RGE and ten-year insurance certificates")),
)
_MENTIONS = (
    mark("The word “devis”, its number, its date, how long it holds"),
    mark("Date of the visit of the home before the quote"),
    mark("Starting date or delay, duration of the works"),
    mark("Client and address of the works, one quote a home"),
    mark("Firm: name, legal form, address, SIRET (14 digits), register and town, VAT number, capital"),
    mark("Insurance and RGE certificate valid at the signature, with their numbers"),
    mark("For each work: quantity, unit price and total before tax, VAT rate; supply and fitting apart"),
    mark("For each product: brand, reference and performance asked for in this plan"),
    mark("Totals before tax and with tax; aids deducted, named with who pays them"),
)


def interfaces(lot: str, others: Collection[str]) -> tuple[Interface, ...]:
    """Joints of a lot with the other lots at work in the group, in the language in use."""
    met = [joint for joint in _JOINTS if lot in (joint.before, joint.after)]
    return tuple(
        Interface(_(j.place), j.before, j.after, _(j.supplies), _(j.fits), _(j.rule), j.photo)
        for j in met
        if (j.after if j.before == lot else j.before) in others
    )


def checks(lot: str) -> tuple[Check, ...]:
    """What is looked at when the lot is accepted: its own points, then those of every lot."""
    return tuple(Check(_(check.what), _(check.expected)) for check in (*_CHECKS.get(lot, ()), *_COMMON_CHECKS))


def quote_mentions() -> tuple[str, ...]:
    """What a quote must carry whatever the work."""
    return tuple(_(mention) for mention in _MENTIONS)
