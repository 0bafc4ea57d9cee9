"""What works really cost: the estimate of each work of each home, replaced by its quote, then by its invoice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.i18n import _
from rehab_app.domain.town_dossier import FEWEST_HOMES, WorkGap
from rehab_app.services.invoices import invoiced
from rehab_app.works.catalogue import entries

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_NAN = float("nan")


@dataclass(frozen=True, slots=True)
class CostLine:
    """One work of one home that has a quote or an invoice, euros before tax.

    Attributes:
        low, typical, high: its estimate; NaN for a work that is not in the scenario chosen.
        quoted: the latest quote, None without one, or without a quantity to count it with.
        invoiced: sum of its invoices, None without one; final: nothing more will be asked.
    """

    home_id: int
    address: str
    work: str
    low: float
    typical: float
    high: float
    quoted: float | None
    invoiced: float | None
    final: bool

    @property
    def known(self) -> float | None:
        """What is known best: the invoices once they are all there, else the quote."""
        return self.invoiced if self.final else self.quoted

    @property
    def label(self) -> str:
        return _(entries()[self.work].work.label) if self.work in entries() else self.work


@dataclass(frozen=True, slots=True)
class HomeGap:
    """A home with quotes or invoices, euros before tax.

    Attributes:
        lines: its works that have one.
        low, typical, high: estimate of the works of which a price is known; known: that price.
        invoiced: of that, what is invoiced for good.
        extra: known price of works that were not in the estimate.
    """

    home_id: int
    address: str
    lines: tuple[CostLine, ...]
    low: float
    typical: float
    high: float
    known: float
    invoiced: float
    extra: float

    @property
    def gap(self) -> float:
        """Known over estimated, less one: 0.12 for 12 % more."""
        return self.known / self.typical - 1 if self.typical else _NAN


def cost_lines(project: "Project") -> list[CostLine]:
    """All of them, home after home in the order of the records."""
    quotes, bills = _latest_quotes(project), invoiced(project)
    keys = sorted({*quotes, *bills})
    if not keys:
        return []
    homes = sorted({home for home, _work in keys})
    names = {row["id"]: row["address"] for row in project.rows("dwelling", id=homes)}
    works = _estimated(project, homes)
    found = []
    for home, work in keys:
        row, quote, bill = works.get((home, work)), quotes.get((home, work)), bills.get((home, work))
        low, typical, high = (_estimate(row, bound) for bound in ("low", "typical", "high"))
        address, final = names.get(home) or _("Home {id}").format(id=home), bill is not None and bill.final
        paid = bill.amount_eur_ht if bill else None
        found.append(CostLine(home, address, work, low, typical, high, _quoted(quote, row), paid, final))
    return found


def _latest_quotes(project: "Project") -> dict[tuple[int, str], Mapping[str, Any]]:
    known = [
        row for row in project.rows("quote") if row["dwelling_id"] and row["unit_price_eur_ht"] and row["quoted_on"]
    ]
    return {(row["dwelling_id"], row["work"]): row for row in sorted(known, key=lambda row: row["quoted_on"])}


def _estimated(project: "Project", homes: Sequence[int]) -> dict[tuple[int, str], Mapping[str, Any]]:
    """Rows of the works that these homes chose."""
    chosen = {row["id"]: row["dwelling_id"] for row in project.rows("scenario", chosen=1, dwelling_id=homes)}
    rows = project.rows("works", scenario_id=list(chosen)) if chosen else []
    return {(chosen[row["scenario_id"]], row["work"]): row for row in rows}


def _estimate(row: Mapping[str, Any] | None, bound: str) -> float:
    """Estimate of a work; of one composed again since it was quoted, whose cost is the quote's, by the prices used."""
    if row is None:
        return _NAN
    low, high, price = row["cost_low_eur_ht"], row["cost_high_eur_ht"], row["prices"]
    if price and low == high and row["quantity"] and price["low"] < price["high"]:
        return float(row["quantity"] * price[bound])
    return float(row[f"cost_{bound}_eur_ht"] or 0.0)


def _quoted(quote: Mapping[str, Any] | None, row: Mapping[str, Any] | None) -> float | None:
    if quote is None:
        return None
    quantity = quote["quantity"] or (row["quantity"] if row else None)
    return float(quote["unit_price_eur_ht"] * quantity) if quantity else None


def home_gaps(lines: Iterable[CostLine]) -> list[HomeGap]:
    """By home; one whose prices cannot be counted yet is there with zeros."""
    by_home: dict[int, list[CostLine]] = {}
    for line in lines:
        by_home.setdefault(line.home_id, []).append(line)
    return [_home_gap(own) for own in by_home.values()]


def _home_gap(lines: Sequence[CostLine]) -> HomeGap:
    priced = [(line, line.known) for line in lines if line.known is not None]
    inside = [(line, known) for line, known in priced if line.typical == line.typical]
    return HomeGap(
        home_id=lines[0].home_id,
        address=lines[0].address,
        lines=tuple(lines),
        low=sum(line.low for line, _known in inside),
        typical=sum(line.typical for line, _known in inside),
        high=sum(line.high for line, _known in inside),
        known=sum(known for _line, known in inside),
        invoiced=sum(known for line, known in inside if line.final),
        extra=sum(known for line, known in priced if line.typical != line.typical),
    )


def work_gaps(lines: Iterable[CostLine]) -> tuple[WorkGap, ...]:
    """By work, in the order of the catalogue; works that no estimate has are left out, figures of few homes hidden."""
    by_work: dict[str, list[CostLine]] = {}
    for line in lines:
        by_work.setdefault(line.work, []).append(line)
    gaps = (_home_gap(by_work[code]) for code in entries() if code in by_work)
    return tuple(_work_gap(gap) for gap in gaps if gap.typical)


def works_of_several(lines: Sequence[CostLine]) -> list[CostLine]:
    """Lines of the works whose price is known in enough homes: a total of them less what is shown by work is
    nobody's invoice."""
    homes: dict[str, set[int]] = {}
    for line in lines:
        if line.known is not None and line.typical == line.typical:
            homes.setdefault(line.work, set()).add(line.home_id)
    return [line for line in lines if len(homes.get(line.work, ())) >= FEWEST_HOMES]


def _work_gap(gap: HomeGap) -> WorkGap:
    """The lines of one work."""
    homes = sum(line.known is not None and line.typical == line.typical for line in gap.lines)
    figures = (gap.low, gap.typical, gap.high, gap.known, gap.invoiced)
    return WorkGap(gap.lines[0].label, homes, *(figures if homes >= FEWEST_HOMES else (_NAN,) * len(figures)))
