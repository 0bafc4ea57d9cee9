"""The whole estimate: batches, order, refusals, and what better parts do."""

import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.domain.catalogue.records import TOTALS
from rehab_app.domain.table import Column, Stock, concatenate
from rehab_app.energy import batches
from rehab_app.energy.estimate import Estimate, estimate
from tests.energy.houses import Rows, changed, flat_rows, house_rows, stock

TODAY = datetime.date(2026, 3, 2)


def homes() -> Stock:
    """Six homes that differ in envelope and systems, and one that cannot be estimated."""
    electric = changed(house_rows(), "heating_generator", type_id=98, energy_id=1)
    electric = changed(electric, "heating_emitter", type_id=1, heating_kind_id=1, temperature_id=1)
    variants: list[Rows] = [
        house_rows(),
        flat_rows(),
        changed(house_rows(), "wall", 0, u_method_id=5, insulation_r=3.7, insulation_id=4),
        electric,
        changed(house_rows(), "dwelling", climate_zone_id=8, living_area_m2=120.0),
        changed(house_rows(), "wall", 1, u_method_id=3),
        changed(house_rows(), "ventilation", type_id=15),
    ]
    return concatenate([stock(rows) for rows in variants])


def same(first: Column, second: Column) -> bool:
    if first.dtype == object:
        return bool((first == second).all())
    return bool(np.allclose(first.astype(float), second.astype(float), rtol=1e-9, atol=1e-9, equal_nan=True))


def test_every_total_of_the_catalogue_is_there() -> None:
    found = estimate(stock(house_rows()))
    assert not found.refusals
    for field in TOTALS:
        assert found.totals[field.name].shape == (1,)
    assert found.totals["classe_bilan_dpe"][0] in "ABCDEFG"
    assert found.totals["conso_5_usages"][0] > 1_000


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=12))
def test_one_home_alone_is_the_same_home_in_a_batch_in_any_order(picked: list[int]) -> None:
    alone = [estimate(homes().take([each])) for each in range(7)]
    together = estimate(homes().take(picked))
    for name, column in together.totals.items():
        expected = np.concatenate([alone[each].totals[name] for each in picked])
        assert same(column, expected), name


def test_large_stocks_are_estimated_in_batches_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = homes().take(np.arange(40) % 7)
    shuffled = whole.replace(window=whole["window"].take(np.arange(len(whole["window"]))[::-1]))
    at_once = estimate(shuffled)
    monkeypatch.setattr("rehab_app.energy.estimate.BATCH", 9)
    monkeypatch.setattr(batches, "BATCH", 9)
    by_nine = estimate(shuffled)
    assert all(same(by_nine.totals[name], column) for name, column in at_once.totals.items())
    for table, columns in at_once.parts.items():
        assert all(same(by_nine.parts[table][name], column) for name, column in columns.items())
    assert by_nine.refusals == at_once.refusals


def test_a_refused_home_has_no_figures_and_the_others_theirs() -> None:
    found = estimate(homes())
    [refusal] = {(each.dwelling, each.table, each.number, each.field) for each in found.refusals}
    assert refusal == (5, "wall", 1, "insulation_thickness_cm")
    assert np.isnan(found.totals["conso_5_usages"][5])
    assert found.totals["classe_bilan_dpe"][5] == ""
    assert np.isfinite(np.delete(found.totals["conso_5_usages"], 5)).all()


@pytest.mark.parametrize(
    ("table", "fields", "field"),
    [
        ("dwelling", {"living_area_m2": None}, "living_area_m2"),
        ("dwelling", {"climate_zone_id": None}, "climate_zone_id"),
        ("dwelling", {"construction_year": None}, "construction_period_id"),
        ("dwelling", {"ceiling_height_m": None}, "ceiling_height_m"),
        ("dwelling", {"assessed_on": None}, "assessed_on"),
        ("dwelling", {"dpe_model_id": 4}, "dpe_model_id"),
        ("window", {"area_m2": None}, "area_m2"),
        ("window", {"orientation_id": None}, "orientation_id"),
        ("ventilation", {"type_id": None}, "type_id"),
        ("heating_generator", {"type_id": None}, "type_id"),
    ],
)
def test_a_missing_mandatory_input_refuses_by_name(table: str, fields: dict[str, object], field: str) -> None:
    found = estimate(stock(changed(house_rows(), table, 1, **fields)))
    assert (table, field) in {(refusal.table, refusal.field) for refusal in found.refusals}
    assert np.isnan(found.totals["ep_conso_5_usages"][0])


@pytest.mark.parametrize(
    ("table", "field", "code"),
    [
        ("dwelling", "climate_zone_id", 9),
        ("dwelling", "construction_period_id", 300),
        ("heating_emitter", "period_id", 99),
        ("window", "orientation_id", 6),
        ("heating_generator", "energy_id", 77),
    ],
)
def test_a_code_outside_the_official_list_refuses_its_home_alone(table: str, field: str, code: int) -> None:
    wrong = stock(changed(house_rows(), table, 1, **{field: code}))
    found = estimate(concatenate([wrong, stock(house_rows())]))
    assert {refusal.dwelling for refusal in found.refusals} == {0}
    assert (table, field) in {(refusal.table, refusal.field) for refusal in found.refusals}
    assert np.isfinite(found.totals["ep_conso_5_usages"][1])


@pytest.mark.parametrize("table", ["wall", "ventilation", "heating", "hot_water"])
def test_a_home_without_walls_or_systems_is_refused(table: str) -> None:
    children = {"heating": ("heating_emitter", "heating_generator"), "hot_water": ("hot_water_generator",)}
    emptied: Rows = {name: [] for name in (table, *children.get(table, ()))}
    found = estimate(stock({**house_rows(), **emptied}))
    assert table in {refusal.field for refusal in found.refusals}


def test_the_date_decides_on_the_factor_of_electricity() -> None:
    electric = changed(house_rows(), "heating_generator", type_id=98, energy_id=1)
    electric = changed(electric, "heating_emitter", type_id=1, heating_kind_id=1, temperature_id=1)
    home = stock(electric)
    final = estimate(home).totals["conso_5_usages"][0]
    for day, factor in (("2025-12-31", 2.3), ("2026-01-01", 1.9)):
        found = estimate(home, datetime.date.fromisoformat(day)).totals
        assert found["ep_conso_5_usages"][0] == pytest.approx(factor * final)


def consumption(rows: Rows) -> float:
    found: Estimate = estimate(stock(rows), TODAY)
    assert not found.refusals
    return float(found.totals["conso_ch"][0] + found.totals["conso_ecs"][0])


@settings(max_examples=25, deadline=None)
@given(r=st.floats(0.1, 8.0), more=st.floats(0.1, 4.0), table=st.sampled_from(["wall", "roof"]))
def test_more_insulation_never_raises_consumption(r: float, more: float, table: str) -> None:
    worse, better = (
        changed(house_rows(), table, 0, u_method_id=5, insulation_r=value, insulation_id=4) for value in (r, r + more)
    )
    assert consumption(better) <= consumption(worse)


@settings(max_examples=25, deadline=None)
@given(uw=st.floats(0.9, 5.0), less=st.floats(0.01, 0.5))
def test_better_windows_never_raise_consumption(uw: float, less: float) -> None:
    worse, better = (
        changed(house_rows(), "window", 0, uw_entered=value, sw_entered=0.4) for value in (uw, uw * (1 - less))
    )
    assert consumption(better) <= consumption(worse) + 1e-9


@settings(max_examples=25, deadline=None)
@given(rpn=st.floats(0.6, 0.9), more=st.floats(0.001, 0.1))
def test_a_better_boiler_never_raises_consumption(rpn: float, more: float) -> None:
    worse, better = (
        changed(
            house_rows(),
            "heating_generator",
            characteristics_method_id=3,
            measured_pn_w=24_000.0,
            measured_rpn=value,
            measured_rpint=value,
        )
        for value in (rpn, rpn + more)
    )
    assert consumption(better) <= consumption(worse)


@settings(max_examples=15, deadline=None)
@given(q4pa=st.floats(0.3, 4.0), more=st.floats(0.1, 2.0))
def test_a_tighter_home_never_consumes_more(q4pa: float, more: float) -> None:
    tight, leaky = (changed(house_rows(), "ventilation", q4pa_entered=value) for value in (q4pa, q4pa + more))
    assert consumption(tight) <= consumption(leaky)
