"""What the town's report says, as plain data: indicators with their formulas, maps, progress, estimate against real.

Sums, counts and a map of the homes; no name, no income, no bill of a home.
"""

from dataclasses import dataclass

from rehab_app.domain.dossier import Bar, Point, StreetName
from rehab_app.domain.edition import Edition

LABELS = "ABCDEFG"
FEWEST_HOMES = 3  # below that a sum tells what one of the homes has to those who know the others


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
class WorkGap:
    """What a work was estimated at in the homes of which the real price is known, and that price, euros before tax.

    Figures of fewer than `FEWEST_HOMES` homes are NaN: they would be somebody's.

    Attributes:
        homes: how many; low, typical, high: their estimate.
        known: invoices where all are there, else the latest quote; invoiced: of that, what is invoiced for good.
    """

    work: str
    homes: int
    low: float
    typical: float
    high: float
    known: float
    invoiced: float

    @property
    def hidden(self) -> bool:
        """Whether too few homes stand behind the figures."""
        return self.typical != self.typical

    @property
    def gap(self) -> float:
        """Known over estimated, less one: 0.12 for 12 % more."""
        return self.known / self.typical - 1 if self.typical else float("nan")


@dataclass(frozen=True, slots=True)
class RealUse:
    """Energy bought before and after the works, kWh in a year of normal weather, summed over homes with both.

    Attributes:
        homes: how many; of: homes whose works are accepted.
        label_before, label_after: conventional, as the label counts it.
        before, after: bought, with (low, central, high); uncorrected: homes whose bills no degree days correct.
        expected_low, expected_high: saving on bills that renovated homes have been seen to make.
    """

    homes: int
    of: int
    label_before: float
    label_after: float
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    expected_low: float
    expected_high: float
    uncorrected: int = 0

    @property
    def saved(self) -> float:
        return self.before[1] - self.after[1]


@dataclass(frozen=True, slots=True)
class ShownHome:
    """A show home whose household agreed that its figures are shown.

    Attributes:
        place: street and number; opened_on, visits, visitors: as recorded.
        label_before, label_after: letters, "" unknown.
        known_eur_ht: what its works cost, None while it is not known.
        before_kwh, after_kwh: bought in a usual year, None without the bills.
    """

    place: str
    opened: str
    visits: int
    visitors: int
    label_before: str
    label_after: str
    known_eur_ht: float | None = None
    before_kwh: float | None = None
    after_kwh: float | None = None


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
        costs: estimate against quotes and invoices, by work.
        use: bills before and after the works; None when too few homes have them to hide the single one.
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
    costs: tuple[WorkGap, ...] = ()
    use: RealUse | None = None
    show_homes: tuple[ShownHome, ...] = ()
