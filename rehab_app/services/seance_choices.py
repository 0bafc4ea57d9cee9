"""What a household may choose in a session: a few subjects, a few ways each, in their own words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from rehab_app.core.i18n import mark
from rehab_app.works.catalogue import entries, entry
from rehab_app.works.evaluation import Package
from rehab_app.works.self_build import FIRM, OWN, SUPERVISED

# The way chosen in each subject; a subject that is not named stays as it is.
Choice = Mapping[str, str]

AS_IS = "as_is"
MATERIALS, BIOSOURCED = "materials", "biosourced"
HANDS = "hands"  # who does the works; the codes of its ways are those of `works.self_build`


@dataclass(frozen=True, slots=True)
class Way:
    """One way to treat a subject: works of the catalogue, and those of the biosourced variant where they differ."""

    code: str
    label: str
    works: tuple[str, ...] = ()
    biosourced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A part of the house about which there is something to choose; the first way leaves it as it is."""

    code: str
    label: str
    ways: tuple[Way, ...]


_LEFT = Way(AS_IS, mark("Keep"))
SUBJECTS = (
    Subject(
        "roof",
        mark("The roof"),
        (
            _LEFT,
            Way(
                "insulated",
                mark("Insulate"),
                ("loft_mineral", "slopes_mineral", "flat_roof"),
                ("loft_biosourced", "slopes_biosourced", "flat_roof"),
            ),
        ),
    ),
    Subject(
        "walls",
        mark("The walls"),
        (
            _LEFT,
            Way(
                "insulated",
                mark("Insulate"),
                ("scaffold", "wall_external_mineral", "wall_internal_mineral"),
                ("scaffold", "wall_external_biosourced", "wall_internal_biosourced"),
            ),
        ),
    ),
    Subject(
        "floor",
        mark("The floor"),
        (_LEFT, Way("insulated", mark("Insulate"), ("floor_below",), ("floor_below_biosourced",))),
    ),
    Subject(
        "openings",
        mark("Windows and doors"),
        (
            _LEFT,
            Way(
                "replaced",
                mark("Replace"),
                ("windows_pvc", "roof_windows", "doors"),
                ("windows_wood", "roof_windows", "doors"),
            ),
        ),
    ),
    Subject(
        "air",
        mark("Fresh air"),
        (
            _LEFT,
            Way("ventilation", mark("Ventilation"), ("ventilation_humidity",)),
            Way("recovery", mark("With heat recovery"), ("airtightness", "ventilation_recovery")),
        ),
    ),
    Subject(
        "heating",
        mark("Heating"),
        (
            _LEFT,
            Way("heat_pump", mark("Heat pump"), ("heat_pump", "radiators", "oil_tank_removal")),
            Way("pellets", mark("Wood pellets"), ("pellet_boiler", "radiators", "oil_tank_removal")),
            Way("network", mark("Heat network"), ("heat_network", "radiators", "oil_tank_removal")),
        ),
    ),
    Subject(
        "water",
        mark("Hot water"),
        (_LEFT, Way("thermodynamic", mark("Thermodynamic tank"), ("thermodynamic_water_heater",))),
    ),
    Subject(
        MATERIALS,
        mark("Materials"),
        (Way("usual", mark("Usual")), Way(BIOSOURCED, mark("Wood fibre, hemp, linen"))),
    ),
)
_HANDS = Subject(
    HANDS,
    mark("Who does it"),
    (
        Way(FIRM, mark("All by firms")),
        Way(SUPERVISED, mark("Us, supervised")),
        Way(OWN, mark("Us alone")),
    ),
)
# Works that only go with others of their way: alone they change nothing.
_ATTENDANT = {"scaffold", "radiators", "oil_tank_removal", "airtightness"}
_FIRST_STEP = {"roof": "insulated", "openings": "replaced", "air": "ventilation"}
_ENVELOPE = {**_FIRST_STEP, "walls": "insulated", "floor": "insulated"}
_STARTS: tuple[tuple[str, Choice], ...] = (
    (mark("Today"), {}),
    (mark("First step"), _FIRST_STEP),
    (mark("Envelope"), _ENVELOPE),
    (mark("Everything"), {**_ENVELOPE, "heating": "heat_pump"}),
)


def single_packages() -> list[Package]:
    """The works of each way taken alone, to see which of them this home can use."""
    return [_ordered(way.works) for subject in SUBJECTS for way in subject.ways if way.works]


def useful_subjects(doing: set[str]) -> tuple[Subject, ...]:
    """Subjects and ways of which some work, scaffold and the like left out, does something in this home.

    Args:
        doing: works that treat something when their way is taken alone.
    """
    found: list[Subject] = []
    for subject in SUBJECTS:
        ways = tuple(way for way in subject.ways if not way.works or (set(way.works) - _ATTENDANT) & doing)
        if len(ways) > 1:
            found.append(replace(subject, ways=ways))
    if not any(way.biosourced for subject in found for way in subject.ways):
        found = [subject for subject in found if subject.code != MATERIALS]
    modes = {FIRM} | {mode for hands in (SUPERVISED, OWN) for mode in done_by(hands, doing).values()}
    if found and modes != {FIRM}:
        found.append(replace(_HANDS, ways=tuple(way for way in _HANDS.ways if way.code in modes)))
    return tuple(found)


def done_by(hands: str, works: Iterable[str]) -> dict[str, str]:
    """Works that the household does itself, each alone or supervised; those that only a firm may do are not among them.

    Args:
        hands: way chosen of who does the works.
        works: codes of the catalogue.
    """
    if hands not in (SUPERVISED, OWN):
        return {}
    allowed = {work: entry(work).self_build for work in works}
    return {work: hands if who == "free" else SUPERVISED for work, who in allowed.items() if who != "none"}


def choices(subjects: Sequence[Subject]) -> Iterator[Choice]:
    """Every choice there is."""
    codes = [subject.code for subject in subjects]
    for ways in product(*(subject.ways for subject in subjects)):
        yield dict(zip(codes, (way.code for way in ways), strict=True))


def works_of(subjects: Sequence[Subject], choice: Choice) -> Package:
    """The works of a choice, in the order of the catalogue."""
    biosourced = choice.get(MATERIALS) == BIOSOURCED
    works: list[str] = []
    for subject in subjects:
        way = way_of(subject, choice)
        works += way.biosourced if biosourced and way.biosourced else way.works
    return _ordered(works)


def way_of(subject: Subject, choice: Choice) -> Way:
    """The way chosen for a subject; the first when nothing is."""
    return next((way for way in subject.ways if way.code == choice.get(subject.code)), subject.ways[0])


def starts(subjects: Sequence[Subject]) -> list[tuple[str, Choice]]:
    """Choices to start from, by their words (English source text): distinct ones that this home can use."""
    found: dict[Package, tuple[str, Choice]] = {}
    for label, wanted in _STARTS:
        known = {(subject.code, way.code) for subject in subjects for way in subject.ways}
        choice = {code: way for code, way in wanted.items() if (code, way) in known}
        found.setdefault(works_of(subjects, choice), (label, choice))
    return list(found.values())


def _ordered(works: Sequence[str]) -> Package:
    order = list(entries())
    return tuple(sorted(set(works), key=order.index))
