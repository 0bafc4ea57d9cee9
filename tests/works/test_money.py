"""Prices in time, local quotes, quantity and grouping, work of the household, bills, order of works."""

import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.core.errors import RehabError
from rehab_app.domain.table import Stock, concatenate
from rehab_app.domain.town import TownRules, town_rules
from rehab_app.energy.estimate import estimate
from rehab_app.works.bills import bills, bills_after, retail_prices
from rehab_app.works.catalogue import bundles, entries
from rehab_app.works.costs import Cost, costs, price_of, prices
from rehab_app.works.effects import effects
from rehab_app.works.evaluate import evaluate
from rehab_app.works.market import ENOUGH_QUOTES, QuotedPrice, book, index_ratio
from rehab_app.works.order import dead_ends, steps
from rehab_app.works.self_build import check, self_built
from rehab_app.works.sharing import in_group, saved_share
from tests.works.houses import between_street_and_garden, row_house, row_of_houses

ON = datetime.date(2026, 11, 22)
CODES = list(entries())


def quote(price: float, day: int = 1, firm: str = "Isolation Exemple (fictif)") -> QuotedPrice:
    return QuotedPrice("wall_external_mineral", price, firm, datetime.date(2026, 10, day))


def test_an_index_moves_a_price_only_when_both_ends_are_entered() -> None:
    indices = {"2017-01": 100.0, "2017-07": 104.0, "2026-07": 153.0}
    assert index_ratio(indices, 2017, ON) == pytest.approx(1.5)
    assert index_ratio({"2026-07": 153.0}, 2017, ON) is None
    assert index_ratio({"2017-01": 100.0, "2024-01": 140.0}, 2017, ON) is None, "too old"
    moved = book(TownRules(indices={"BT50": indices}, region_factor=1.1), [], ON)["wall_external_mineral"]
    assert moved.typical == pytest.approx(108 * 1.5 * 1.1)
    assert (moved.year, "BT50" in moved.source) == (2026, True)
    unmoved = book(TownRules(), [], ON)["wall_external_mineral"]
    assert unmoved == prices()["wall_external_mineral"]


def test_local_quotes_replace_the_library_little_by_little() -> None:
    one = book(TownRules(), [quote(150)], ON)["wall_external_mineral"]
    assert one.typical == pytest.approx(0.8 * 108 + 0.2 * 150)
    many = [quote(140 + place, day=1 + place) for place in range(ENOUGH_QUOTES)]
    all_of_them = book(TownRules(), many, ON)["wall_external_mineral"]
    assert (all_of_them.low, all_of_them.typical, all_of_them.high) == (140, 142, 144)
    assert not all_of_them.assumption
    assert "Isolation Exemple" in all_of_them.source
    later = book(TownRules(), [quote(150)], datetime.date(2026, 9, 1))["wall_external_mineral"]
    assert later.typical == 108, "a quote of tomorrow does not count today"


def test_a_price_keeps_its_order_whatever_the_quotes() -> None:
    for price in book(TownRules(region_factor=0.9), [quote(60), quote(400, 3)], ON).values():
        assert 0 < price.low <= price.typical <= price.high
        assert 0 <= price.labour_share <= 1


def test_small_quantities_cost_more_and_neighbours_save_together() -> None:
    small, usual = (costs({"wall_external_mineral": np.array([m2])})["wall_external_mineral"] for m2 in (5.0, 50.0))
    assert small.typical_eur_ht[0] / 5 > usual.typical_eur_ht[0] / 50
    alone, pair, row = (saved_share("scaffold", homes) for homes in (1, 2, 8))
    assert alone == (0, 0, 0)
    assert pair < row
    whole = {"scaffold": Cost(*(np.array([each]) for each in (800.0, 1000.0, 1200.0)))}
    together = in_group(whole, 8)["scaffold"]
    assert together.low_eur_ht[0] <= together.typical_eur_ht[0] <= together.high_eur_ht[0]
    assert together.typical_eur_ht[0] == pytest.approx(1000 * (1 - row[1]))
    assert effects()["assumption"], "shown as an assumption until a source is found"


def test_the_household_saves_labour_and_may_not_do_what_is_dangerous() -> None:
    cost = costs({"floor_below": np.array([40.0])})["floor_below"]
    own, helped = (self_built(cost, price_of("floor_below"), mode) for mode in ("own", "supervised"))
    assert own.cost.typical_eur_ht[0] == pytest.approx(40 * 43 * (1 - price_of("floor_below").labour_share))
    assert own.cost.typical_eur_ht[0] < helped.cost.typical_eur_ht[0] < cost.typical_eur_ht[0]
    assert helped.hours_supervised[0] > 0 == own.hours_supervised[0]
    assert own.duration > helped.duration > 1
    for work, mode in (
        ("gas_condensing", "supervised"),
        ("electricity", "own"),
        ("asbestos_removal", "own"),
        ("sarking_mineral", "own"),
    ):
        with pytest.raises(RehabError):
            check({work: mode})
    check({"sarking_mineral": "supervised", "floor_below": "own"})


def test_bills_are_told_with_a_range_and_never_save_what_the_label_says() -> None:
    house = row_house()
    around = between_street_and_garden(house)
    found = evaluate(house, around, [bundles()["whole"].works], ON)
    for income in (15_000.0, 60_000.0, np.nan):
        before = bills(house, found.before, np.array([income]), ON)
        after = bills_after(before, bills(found.after, found.result, np.array([income]), ON))
        assert before.low_eur[0] < before.expected_eur[0] < before.high_eur[0]
        assert after.low_eur[0] <= after.expected_eur[0] <= after.high_eur[0]
        saving, theory = before.low_eur - after.low_eur, before.conventional_eur - after.conventional_eur
        assert saving[0] <= 0.8 * theory[0] + 1e-6
        assert after.low_eur[0] > 0
        assert bool(before.by_income[0]) == (not np.isnan(income))


def test_a_poorer_household_heats_less_than_the_convention() -> None:
    """Relation of Cayla (Res-IRF): 5 % of the income gives 0.68, 10 % gives 0.55."""
    house = row_house()
    found = estimate(house, ON)
    heating = bills(house, found, np.array([np.nan]), ON).heating_eur[0]
    for share, factor in ((0.05, 0.68), (0.10, 0.55), (0.20, 0.42)):
        bill = bills(house, found, np.array([heating / share]), ON)
        other = bill.conventional_eur[0] - heating
        assert (bill.expected_eur[0] - other) / heating == pytest.approx(factor, abs=0.01)


def test_energy_prices_have_a_date_and_a_source() -> None:
    assert retail_prices(ON)[2]["eur_per_kwh"] == pytest.approx(0.10192 * 1.11, abs=1e-5)
    assert retail_prices(datetime.date(2025, 12, 15))[2]["fixed_eur"] == 330.80
    assert all(price["source"] and price["from"].year >= 2025 for price in retail_prices(ON).values())


def test_steps_have_no_dead_end_and_a_wrong_order_says_why() -> None:
    for package in bundles().values():
        order = steps(package.works)
        assert sorted(work for step in order for work in step) == sorted(package.works)
        assert dead_ends(order) == []
    wrong = dead_ends([["wall_external_mineral", "scaffold"], ["windows_pvc", "ventilation_humidity"]])
    assert any("fenêtres avant les murs" in why for why in wrong)
    assert any("ventilation" in why for why in dead_ends([["windows_pvc"], ["ventilation_humidity"]]))
    assert dead_ends([["heat_pump"], ["loft_mineral"]])


def _with_two_installations(house: Stock) -> Stock:
    tables = {}
    for name in ("heating", "heating_emitter", "heating_generator"):
        twice = house[name].take(np.array([0, 0]))
        columns = {"number": np.array([1, 2], dtype=np.int32)}
        if name != "heating":
            columns["heating_number"] = columns["number"]
        tables[name] = twice.replace(**columns)
    tables["heating"] = tables["heating"].replace(heated_area_m2=np.array([40.0, 30.0]))
    tables["heating_emitter"] = tables["heating_emitter"].replace(heated_area_m2=np.array([40.0, 30.0]))
    return house.replace(**tables)


@settings(deadline=None)
@given(works=st.sets(st.sampled_from(CODES), max_size=8), undone=st.sampled_from(CODES))
def test_undoing_a_work_restores_every_figure(works: set[str], undone: str) -> None:
    """A bundle with and without one more work, and without again, in one pass."""
    street = row_of_houses(2)
    around = between_street_and_garden(street)
    base = tuple(works - {undone})
    found = evaluate(street, around, [base, (*base, undone), base], ON)
    n = street.size
    for name, column in found.result.totals.items():
        first, last = column[:n], column[2 * n :]
        if column.dtype.kind == "f":
            assert np.allclose(first, last, rtol=1e-12, atol=0, equal_nan=True), name
        else:
            assert first.tolist() == last.tolist(), name
    assert np.array_equal(found.total.typical_eur_ht[:n], found.total.typical_eur_ht[2 * n :])


def test_a_pass_over_many_bundles_gives_what_each_gives_alone() -> None:
    """Also for a home with two installations, which every new heating replaces together."""
    street = concatenate([row_of_houses(2), _with_two_installations(row_house())])
    around = between_street_and_garden(street, "unesco")
    packages = [package.works for package in bundles().values()]
    together = evaluate(street, around, packages, ON)
    for place, works in enumerate(packages):
        alone = evaluate(street, around, [works], ON)
        part = slice(place * street.size, (place + 1) * street.size)
        assert np.allclose(together.total.typical_eur_ht[part], alone.total.typical_eur_ht)
        assert np.allclose(
            together.result.totals["conso_5_usages"][part], alone.result.totals["conso_5_usages"], equal_nan=True
        )


@pytest.mark.parametrize(
    "rules",
    [
        {"colour": 1},
        {"region_factor": -1},
        {"indices": {"BT50": {"July": 100}}},
        {"aids": [{"code": "a", "label": "A", "payer": "P", "amount_eur": 1, "rate_pct": 2}]},
        {"aids": [{"code": "a", "label": "A", "payer": "P", "amount_eur": 1, "classes": ["riche"]}]},
        {"aids": [{"code": "a", "label": "A", "payer": "P", "amount_eur": 1, "from": "demain"}]},
    ],
)
def test_rules_of_a_town_are_checked(rules: dict[str, object]) -> None:
    with pytest.raises(RehabError):
        town_rules(rules)
