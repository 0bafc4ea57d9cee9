"""From homes, works and estimates to what the aids need to know: the columns of SITUATION."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from rehab_app.domain.catalogue.situation import MEASURES, SITUATION, efficiency, expense, offer, quantity
from rehab_app.domain.table import Column, Stock, Table, empty
from rehab_app.domain.town import TownRules
from rehab_app.works.catalogue import entry
from rehab_app.works.evaluation import Evaluation
from rehab_app.works.parts.common import HOUSES
from rehab_app.works.parts.home import built_by

LABELS = np.array(list("ABCDEFG"))
FOSSIL = (2, 3, 9, 10, 11, 13, 14)  # type_energie: gas, oil, propane, butane, coal, LPG, other fossil
_OIL, _COAL = 3, 11
_BOILERS = (*range(75, 98), *range(113, 117), *range(119, 140))  # type_generateur_ch burning a fossil fuel
_INSULATION = {
    "walls": ("wall_external", "wall_internal"),
    "roof": ("loft", "slopes", "flat_roof"),
    "floor": ("floor",),
    "windows": ("windows", "roof_windows"),
}
_LOAN_KINDS = {
    "roof": ("loft", "slopes", "flat_roof"),
    "walls": ("wall_external", "wall_internal"),
    "openings": ("windows", "roof_windows", "doors"),
    "floor": ("floor",),
    "heating": ("heating",),
    "hot_water": ("hot_water", "solar_water"),
}
_MAIN_RESIDENCES = ("owner_occupied", "rented", "social")
_NOT_KNOWN = -1  # of a flag
_PEOPLE, _COMPANIES = ("person", "landlord"), ("company", "social_landlord")


@dataclass(frozen=True, slots=True)
class Households:
    """Who lives in and who owns n homes; what is not known is NaN or "".

    Attributes:
        people, income_eur: of the household that lives there.
        tenure, owner_kind: codes.
        department: of the home ("62").
        paid_eur: MaPrimeRénov’ par geste paid for the home in the last five years; none known when None.
        adaptation_eur: cost of works that adapt the home, of an occupant who declares to be entitled to their aid; none
            known when None.
        bills_eur: what the household pays for its energy a year, from its bills; none known when None.
        declared_class: class of income that the household declared without its income, as `aids.income` numbers them,
            -1 for none; none declared when None.
        class_ceiling_eur: highest income of that class.
    """

    people: Column
    income_eur: Column
    tenure: Column
    owner_kind: Column
    department: Column
    paid_eur: Column | None = None
    bills_eur: Column | None = None
    adaptation_eur: Column | None = None
    declared_class: Column | None = None
    class_ceiling_eur: Column | None = None

    @property
    def occupied_by_owner(self) -> Column:
        return np.asarray(self.tenure == "owner_occupied")

    @property
    def income_known(self) -> Column:
        """Whether the income that the aids look at is known: the tenant's says nothing of the landlord's."""
        return np.asarray((self.people > 0) & (self.income_for_aids_eur >= 0) & self.occupied_by_owner)

    @property
    def by_declared_class(self) -> Column:
        """Whether the aids look at a class that the household declared in place of its income."""
        declared = np.full(len(self.people), -1) if self.declared_class is None else self.declared_class
        return np.asarray((declared >= 0) & self.income_known)

    @property
    def income_for_aids_eur(self) -> Column:
        """What stands in the right class: the income, or the highest of the class that the household said."""
        if self.class_ceiling_eur is None:
            return self.income_eur
        return np.where(np.isnan(self.class_ceiling_eur), self.income_eur, self.class_ceiling_eur)

    def tiled(self, times: int) -> "Households":
        columns = {name: getattr(self, name) for name in self.__slots__}
        return replace(self, **{name: np.tile(c, times) for name, c in columns.items() if c is not None})


@dataclass(frozen=True, slots=True)
class Spending:
    """Works of k·n places as the aids count them: those done by firms, euros.

    Attributes:
        quantities: by work, 0 where a firm does not do it; with_tax_eur: alike.
        ht_eur, ttc_eur: sums by place of the works that the grants count (energy works and what they entail).
        offers_eur: offers for certificates that quotes name, by work; NaN where none does.
    """

    quantities: Mapping[str, Column]
    with_tax_eur: Mapping[str, Column]
    ht_eur: Column
    ttc_eur: Column
    offers_eur: Mapping[str, Column]


def situations(
    found: Evaluation,
    households: Households,
    spending: Spending,
    town: TownRules,
    on: datetime.date,
    assistance_bill_eur: float,
) -> Table:
    """One row a place (bundle after bundle). A household whose income is not known counts in the highest class.

    Args:
        found: the works and the estimates of n homes with k bundles.
        households: of the n homes.
        spending: of the k·n places.
        town: rules of the town.
        on: date of filing, for the age of the home.
        assistance_bill_eur: bill of the adviser, with tax.
    """
    n = found.tiled.size
    columns = {
        **_who(found, households),
        "works_ht_eur": spending.ht_eur,
        "vat_pct": np.where(spending.ht_eur > 0, (spending.ttc_eur / np.maximum(spending.ht_eur, 1e-9) - 1) * 100, 0.0),
        "area_m2": found.tiled["dwelling"]["living_area_m2"],
        "age_years": on.year - built_by(found.tiled),
        "house": np.isin(found.tiled["dwelling"]["method_id"], HOUSES),
        "assistance_bill_eur": np.full(n, assistance_bill_eur),
        "property_tax_relief_pct": np.full(n, town.property_tax_relief_pct or 0.0),
        "denormandie_town": np.full(n, -1 if town.denormandie is None else int(town.denormandie)),
        "property_tax_spending": spending.ttc_eur > 10_000,
        "approved_model": np.ones(n),
        **_labels(found),
        **_heating(found),
        **_works(found, spending),
    }
    table = empty(SITUATION, n)
    return table.replace(**{name: np.asarray(value).astype(table[name].dtype) for name, value in columns.items()})


def _who(found: Evaluation, households: Households) -> dict[str, Column]:
    """The household and the owner of each place."""
    who = households.tiled(len(found.packages))
    known, nothing = who.income_known, np.zeros(found.tiled.size)
    tenure, owner = who.tenure.astype(str), who.owner_kind.astype(str)
    company = np.isin(owner, _COMPANIES)
    # Who lives in what he owns is a person; of any other owner not recorded nothing is known.
    owned = np.isin(owner, _PEOPLE) | company | ((owner == "") & (tenure == "owner_occupied"))
    return {
        "people": np.where(known, who.people, 1.0),
        "income_eur": np.where(known, who.income_for_aids_eur, np.nan),
        "ile_de_france": nothing,
        "gestes_paid_eur": np.full(len(known), np.nan) if who.paid_eur is None else who.paid_eur,
        "department": who.department,
        "household_department": who.department,
        "owner": np.where((owner == "") & ~owned, _NOT_KNOWN, owned),
        "condominium": nothing,
        "legal_person": company,
        "owner_occupier": np.where(tenure == "", _NOT_KNOWN, tenure == "owner_occupied"),
        "main_residence": np.where(tenure == "", _NOT_KNOWN, np.isin(tenure, _MAIN_RESIDENCES)),
    }


def label_numbers(labels: Column) -> Column:
    """1 for A … 7 for G, -1 where there is none."""
    at = np.searchsorted(LABELS, labels.astype(str))
    return np.where(np.isin(labels.astype(str), LABELS), at + 1, -1)


def _labels(found: Evaluation) -> dict[str, Column]:
    before = found.repeated(found.before.totals["ep_conso_5_usages"])
    after = found.result.totals["ep_conso_5_usages"]
    return {
        "label_before": found.repeated(label_numbers(found.before.totals["classe_bilan_dpe"])),
        "label_after": label_numbers(found.result.totals["classe_bilan_dpe"]),
        "energy_gain_pct": np.where(before > 0, (1 - after / np.where(before > 0, before, 1.0)) * 100, np.nan),
    }


def _heating(found: Evaluation) -> dict[str, Column]:
    boiler = homes_with(found.stock, "heating_generator", "type_id", _BOILERS)
    oil = homes_with(found.stock, "heating_generator", "energy_id", (_OIL,))
    replaced = np.zeros(found.tiled.size, dtype=bool)
    for work, target in found.found.items():
        if entry(work).family == "heating":
            replaced[found.tiled[target.table]["dwelling"][target.rows]] = True
    kept = homes_with(found.after, "heating_generator", "energy_id", FOSSIL)
    kept |= homes_with(found.after, "hot_water_generator", "energy_id", FOSSIL)
    coal = homes_with(found.stock, "heating_generator", "energy_id", (_COAL,))
    return {
        "replaces_fossil_boiler": found.repeated(boiler) & replaced,
        "replaces_coal_appliance": found.repeated(coal) & replaced,
        "oil_boiler_replaced": found.repeated(boiler & oil) & replaced,
        "fossil_after": kept,
    }


def homes_with(stock: Stock, table: str, column: str, values: tuple[int, ...]) -> Column:
    """True for homes with a row of the table whose column has one of the values."""
    part = stock[table]
    rows = np.isin(part[column], values)
    return np.asarray(np.bincount(part["dwelling"][rows], minlength=stock.size) > 0)


def _works(found: Evaluation, spending: Spending) -> dict[str, Column]:
    n = found.tiled.size
    nothing = np.zeros(n)
    columns: dict[str, Column] = {quantity(m): nothing.copy() for m in MEASURES}
    columns |= {expense(m): nothing.copy() for m in MEASURES}
    offers = {m: np.full(n, np.nan) for m in MEASURES}
    area = np.zeros(n)
    for work, amount in spending.quantities.items():
        item = entry(work)
        if not item.measure:
            continue
        done = amount > 0
        counted = pieces(found, work) * done if item.measure == "windows" else amount
        if item.measure == "windows":
            area += amount
        columns[quantity(item.measure)] += counted
        columns[expense(item.measure)] += spending.with_tax_eur[work]
        named = spending.offers_eur.get(work)
        if named is not None:
            offers[item.measure] = np.where(np.isnan(named), offers[item.measure], named)
        if item.efficiency_pct:
            columns[efficiency(item.measure)] = np.where(done, item.efficiency_pct, np.nan)
    columns |= {offer(m): column for m, column in offers.items()}
    columns["window_area_m2"] = np.where(area > 0, area, np.nan)
    makes_water = homes_with(found.after, "heating_generator", "use_id", (3,))
    columns |= {f"hot_water_{name}": makes_water for name in ("air_water_heat_pump", "ground_heat_pump")}
    columns["insulation_works"] = _kinds(spending, _INSULATION, n)
    columns["loan_works"] = _loan_works(spending, n)
    return columns


def pieces(found: Evaluation, work: str) -> Column:
    """Number of windows a work replaces at each place."""
    target = found.found[work]
    part = found.tiled[target.table]
    count = np.where(part["count"] > 0, part["count"], 1.0) * target.rows
    return np.asarray(np.bincount(part["dwelling"], weights=count, minlength=found.tiled.size))


def _kinds(spending: Spending, kinds: Mapping[str, tuple[str, ...]], n: int) -> Column:
    """How many of the kinds of works are done."""
    return np.asarray(np.sum([_done(spending, each, n) for each in kinds.values()], axis=0), dtype=np.float64)


def _done(spending: Spending, families: tuple[str, ...], n: int) -> Column:
    done = np.zeros(n, dtype=bool)
    for work, amount in spending.quantities.items():
        if entry(work).family in families:
            done |= amount > 0
    return done


def _lent(work: str) -> bool:
    item = entry(work)
    return item.vat == "energy" and item.measure != "air_air_heat_pump"


def _loan_works(spending: Spending, n: int) -> Column:
    """Works of the loan by number of kinds; windows alone are their own kind (CGI art. 244 quater U).

    Gas boilers (since 1 July 2025), electric heaters and air-to-air heat pumps are no work of the loan.
    """
    lent = replace(spending, quantities={work: q for work, q in spending.quantities.items() if _lent(work)})
    many = _kinds(lent, _LOAN_KINDS, n)
    only_windows = (many == 1) & _done(spending, ("windows", "roof_windows"), n) & ~_done(spending, ("doors",), n)
    names = np.array(["", "one", "two", "three"], dtype=object)[np.minimum(many, 3).astype(np.intp)]
    return np.where(only_windows, "windows", names).astype(object)
