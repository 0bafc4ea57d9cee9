"""Every official code in every field that can hold it: a result, or a refusal that names the part; never a crash."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.domain.enumerations import choices
from rehab_app.domain.fields import Kind
from rehab_app.domain.table import Stock, concatenate
from rehab_app.energy.estimate import Estimate, estimate
from tests.energy.houses import Rows, changed, flat_rows, house_rows, stock

# Codes that no table of the method has a row for, as the law left them: refused in a house where all else is known.
_WITHOUT_ROW: Mapping[tuple[str, str], frozenset[int]] = {
    ("dwelling", "dpe_model_id"): frozenset({2, 3, 4}),  # other methods than 3CL
    ("wall", "material_id"): frozenset({21, 22, 23}),  # "other": U0 must be entered
    ("floor", "type_id"): frozenset({13}),
    ("roof", "type_id"): frozenset({15}),
    ("wall", "u0_method_id"): frozenset({3, 4, 5}),  # U0 entered, which it is not here
    ("floor", "u0_method_id"): frozenset({3, 4}),
    ("roof", "u0_method_id"): frozenset({3, 4}),
    ("wall", "u_method_id"): frozenset({3, 4, 5, 6, 9, 10}),  # thickness, resistance or U not given here
    ("floor", "u_method_id"): frozenset({3, 4, 5, 6, 9, 10}),
    ("roof", "u_method_id"): frozenset({5, 6, 9, 10}),
    ("roof", "buffer_insulation_id"): frozenset({1, 6, 7, 8, 9, 10, 11}),  # heated rooms and verandas, above an attic
    ("window", "frame_id"): frozenset({1, 2}),  # glass blocks, which the house has none of
    ("window", "glazing_id"): frozenset({5, 6}),
    ("bridge", "type_id"): frozenset({1, 3, 5}),  # the other part that such a junction joins is not named
    ("door", "method_id"): frozenset({2, 3}),
    ("door", "type_id"): frozenset({16}),
    ("heating_emitter", "control_id"): frozenset({6, 7}),  # programming of a whole block
    ("heating_generator", "type_id"): frozenset({118, 143, 144}),  # gas heat pumps, hybrids without years
    ("heating_generator", "energy_id"): frozenset({14, 15}),
    ("hot_water", "layout_id"): frozenset({2}),  # solar, of a kind that is not given here
    ("hot_water_generator", "type_id"): frozenset(
        {83, 84}
    ),  # gas heat pumps; unknown shared systems, which the electricity is not
    ("hot_water_generator", "energy_id"): frozenset({14, 15}),
}
_SCALE = {"dwelling": ("method_id",)}  # other subjects need the areas of a building
# Towards a garage and such, insulation and areas are needed: they are given with the code.
_NEEDS_AREAS = (8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21)


def _fields() -> Iterator[tuple[str, str, str]]:
    rows = house_rows()
    for spec in STOCK_TABLES:
        for field in spec.fields:
            coded = field.kind is Kind.CHOICE and bool(field.choices)
            if coded and spec.name in rows and field.name not in _SCALE.get(spec.name, ()):
                yield spec.name, field.name, field.choices


def _with(rows: Rows, table: str, name: str, code: int) -> Rows:
    more: dict[str, Any] = {}
    if name == "adjacency_id" and code in _NEEDS_AREAS:
        more = {"buffer_insulation_id": 3, "buffer_inner_area_m2": 20.0, "buffer_outer_area_m2": 40.0}
    if name == "adjacency_id" and code == 10:
        more = {"buffer_insulation_id": 7}
    return changed(rows, table, 0, **{name: code, **more})


def _estimate(rows: Rows) -> Estimate:
    return estimate(stock(rows))


@pytest.mark.parametrize(("table", "name", "enumeration"), list(_fields()))
def test_every_code_gives_a_result_or_names_what_it_lacks(table: str, name: str, enumeration: str) -> None:
    codes = list(choices(enumeration))
    found = estimate(concatenate([stock(_with(house_rows(), table, name, code)) for code in codes]))
    total = found.totals["ep_conso_5_usages"]
    refused = {codes[refusal.dwelling] for refusal in found.refusals}
    assert {refusal.table for refusal in found.refusals} <= {table, "bridge"}
    for code, kwh in zip(codes, total, strict=True):
        assert np.isnan(kwh) if code in refused else 1_000 < kwh < 200_000, code
    assert refused == _WITHOUT_ROW.get((table, name), frozenset())


def test_programming_that_the_rules_do_not_know_follows_the_row_that_the_assessment_names() -> None:
    shared = changed(house_rows(), "heating_emitter", control_id=6)
    [refusal] = _estimate(shared).refusals
    assert (refusal.table, refusal.field) == ("heating_emitter", "control_id")
    named = _estimate(changed(shared, "heating_emitter", intermittence_row_id=34))
    assert not named.refusals
    told = _estimate(changed(house_rows(), "heating_emitter", control_id=3, regulation_id=1))  # what row 34 is for
    assert named.parts["heating_emitter"]["int"][0] == told.parts["heating_emitter"]["int"][0]


def test_a_missing_field_of_an_emitter_is_told_by_its_name() -> None:
    for name in ("type_id", "heating_kind_id", "control_id"):
        refusals = _estimate(changed(house_rows(), "heating_emitter", **{name: None})).refusals
        assert (refusals[0].table, refusals[0].field) == ("heating_emitter", name)


def test_glass_blocks_have_their_u_and_solar_factor_whatever_frame_is_written() -> None:
    for kind, u, sw in ((1, 3.5, 0.4), (2, 2.0, 0.4), (3, 3.0, 0.4)):
        found = _estimate(changed(house_rows(), "window", 1, type_id=kind, frame_id=5, shutter_id=1))
        assert (found.parts["window"]["uw_w_m2_k"][0], found.parts["window"]["sw"][0]) == (u, pytest.approx(sw))


def test_a_kind_that_has_no_row_takes_the_one_that_the_assessment_names() -> None:
    rows = changed(changed(house_rows(), "floor", type_id=13, u0_row_id=1), "roof", type_id=15, u0_row_id=1)
    found = _estimate(rows)
    assert not found.refusals
    assert (found.parts["floor"]["u0_w_m2_k"][0], found.parts["roof"]["u0_w_m2_k"][0]) == (2.0, 2.5)


def test_solar_hot_water_of_a_kind_that_is_not_told_takes_the_row_that_the_assessment_names() -> None:
    found = _estimate(changed(house_rows(), "hot_water", layout_id=2, solar_row_id=9))
    assert not found.refusals
    assert found.parts["hot_water"]["solar_share"][0] == pytest.approx(0.49)


def test_a_wall_on_the_veranda_is_as_the_veranda_says_where_it_says_nothing_itself() -> None:
    behind = changed(house_rows(), "wall", 1, adjacency_id=10)
    veranda = {"dwelling": 0, "number": 1, "buffer_insulation_id": 10, "transparency_row_id": 2}
    panes = [{"dwelling": 0, "number": 1, "sunspace_number": 1, "area_m2": 8.0, "orientation_id": 1, "tilt_id": 3}]
    assert _estimate(behind).refusals
    found = _estimate({**behind, "sunspace": [veranda], "sunspace_window": panes})
    assert not found.refusals
    assert found.parts["wall"]["b"][0] == pytest.approx(0.55)


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("heating", "heated_area_m2"),
        ("heating_emitter", "heated_area_m2"),
        ("ventilation", "area_m2"),
        ("heating_generator", "measured_rpn"),
        ("heating_generator", "measured_rpint"),
        ("window", "uw_1"),
        ("window", "sw_2"),
    ],
)
def test_a_field_left_at_zero_counts_as_not_filled(table: str, name: str) -> None:
    rows = changed(house_rows(), "window", 0, double_window=1)
    empty, zero = (_estimate(changed(rows, table, 0, **{name: value})) for value in (None, 0.0))
    assert zero.totals["ep_conso_5_usages"][0] == pytest.approx(empty.totals["ep_conso_5_usages"][0])


def test_a_flat_answers_to_every_kind_of_shared_heating() -> None:
    for shared in choices("type_installation"):
        control = 1 if shared in (2, 3) else 2
        rows = changed(changed(flat_rows(), "heating", shared_id=shared), "heating_emitter", control_id=control)
        assert not _estimate(changed(rows, "heating", virtual_ratio=0.1)).refusals, shared


def test_a_home_said_to_have_no_hot_water_consumes_none_and_one_that_says_nothing_is_refused() -> None:
    rows = house_rows()
    silent = {name: parts for name, parts in rows.items() if not name.startswith("hot_water")}
    [refusal] = _estimate(silent).refusals
    assert (refusal.table, refusal.field) == ("dwelling", "hot_water")
    found = _estimate(changed(silent, "dwelling", without_hot_water=1))
    assert not found.refusals
    assert found.totals["conso_ecs"][0] == 0
    assert found.totals["besoin_ecs"][0] == _estimate(rows).totals["besoin_ecs"][0] > 0


def test_one_refused_home_leaves_the_others_their_results() -> None:
    homes: Stock = stock(house_rows())
    other = homes.replace(wall=homes["wall"].replace(material_id=np.full(4, 22, dtype=np.int32)))
    both = Stock({name: other[name] for name in other})
    assert _estimate(house_rows()).totals["ep_conso_5_usages"][0] > 0
    assert {refusal.table for refusal in estimate(both).refusals} == {"wall"}
