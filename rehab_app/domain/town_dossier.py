"""What the town's report says, as plain data: indicators with their formulas, maps, progress, estimate against real.

Sums, counts and a map of the homes; no name, no income, no bill of a home.
"""

from dataclasses import dataclass

from rehab_app.domain.dossier import Bar, Point, StreetName
from rehab_app.domain.edition import Edition

LABELS = "ABCDEFG"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure of the neighbourhood.

    Attributes:
        name, formula, source: words, as printed.
        low: the figure, or the low end of its range; None when nothing is known.
        high: high end; None when it is one figure.
        unit, decimals: as printed; an empty unit counts homes or groups, which `name` says.
        counted, of: how many homes it rests on, of how many; 0 of 0 when it is not about homes.
    """

    name: str
    low: float | None
    high: float | None
    unit: str
    formula: str
    source: str
    decimals: int = 0
    counted: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """Indicators that belong together."""

    title: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class MapClass:
    """One colour of a map: a letter, a code of `codes.STAGES`, the number of a group, "" for what is not known."""

    key: str
    name: str
    homes: int


@dataclass(frozen=True, slots=True)
class TownMap:
    """Footprints coloured one way.

    Attributes:
        kind: "label", "stage" or "group".
        classes: in the order of the legend, what is not known last.
        codes: class of each ring of the report, an index of `classes`.
    """

    title: str
    kind: str
    classes: tuple[MapClass, ...]
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Homes of a stage, a street or a group with their sums.

    Attributes:
        key: code of the stage, number of the group, "" otherwise; name: words.
        estimated: homes with a label; poor: of these, labelled F or G.
        low_eur_ht, high_eur_ht: works chosen, before tax; composed: homes that have works.
        saved_kwh: conventional final energy that the chosen works save a year; None when no home is known on both
            sides; known: how many are.
    """

    key: str
    name: str
    homes: int
    estimated: int
    poor: int
    composed: int
    low_eur_ht: float
    high_eur_ht: float
    saved_kwh: float | None
    known: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Labels of ours beside the official ones: `counts[official][ours]`, homes, A to G both ways.

    Attributes:
        gap: median of the relative difference of primary energy, 0.12 for 12 %; None when no home has both.
    """

    counts: tuple[tuple[int, ...], ...]
    gap: float | None = None

    @property
    def homes(self) -> int:
        return sum(map(sum, self.counts))

    @property
    def same(self) -> int:
        return sum(row[at] for at, row in enumerate(self.counts))

    @property
    def within_one(self) -> int:
        """Homes whose two labels are the same or next to each other."""
        return sum(
            count for at, row in enumerate(self.counts) for other, count in enumerate(row) if abs(at - other) <= 1
        )


@dataclass(frozen=True, slots=True)
class AskedPrice:
    """Unit prices that firms asked for a work beside those of the library, euros before tax.

    Attributes:
        year: of the library's price; within: quotes inside its range.
    """

    work: str
    unit: str
    quotes: int
    within: int
    asked_low: float
    asked_median: float
    asked_high: float
    low: float
    typical: float
    high: float
    year: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where figures of the report come from: what, which text or file, which version or date."""

    what: str
    source: str
    version: str


@dataclass(frozen=True, slots=True)
class TownDossier:
    """Everything in the report of a neighbourhood.

    Attributes:
        rings: outer rings of the footprints in metres, shared by all maps.
        stages, groups, streets: progress, the groups, the streets.
        calendar: first and last day of each group on site; `Bar.house` is the group's number.
        sharing_low_eur_ht, sharing_high_eur_ht: assumed saving of the groups together.
    """

    edition: Edition
    rings: tuple[tuple[Point, ...], ...] = ()
    street_names: tuple[StreetName, ...] = ()
    maps: tuple[TownMap, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    stages: tuple[Tally, ...] = ()
    groups: tuple[Tally, ...] = ()
    streets: tuple[Tally, ...] = ()
    calendar: tuple[Bar, ...] = ()
    agreement: Agreement | None = None
    asked: tuple[AskedPrice, ...] = ()
    origins: tuple[Origin, ...] = ()
