"""Costs are ranges before tax, dated and sourced; what has no source is shown as an assumption."""

import numpy as np
import pytest

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import catalogue
from rehab_app.domain.works import (
    CONDITIONS,
    SPARING_REASONS,
    takeoff_from_json,
    takeoff_to_json,
)
from rehab_app.planning.rates import rates
from rehab_app.works.catalogue import bundle, bundles, entries, entry
from rehab_app.works.costs import costs, price_of, prices, total
from rehab_app.works.quantities import quantities, takeoffs
from rehab_app.works.targets import targets
from tests.works.houses import between_street_and_garden, chosen, nothing_known, row_house, row_of_houses


def test_every_work_has_a_price_in_its_unit_a_rate_and_a_known_lot() -> None:
    for code, item in entries().items():
        assert price_of(code).unit == item.work.unit
        assert code in rates().per_day


def test_a_figure_found_names_its_source_and_year_and_the_others_are_assumptions() -> None:
    for price in prices().values():
        assert price.year >= 2011
        assert price.source
        assert price.assumption == (price.quality == "") == ("typical" in price.assumed_bounds)
    assert price_of("wall_external_mineral").typical == 108
    assert price_of("wall_external_mineral").quality == "A"
    assert price_of("doors").assumption


def test_no_ceiling_of_a_subsidy_serves_as_a_price() -> None:
    # eligible ceilings of 2025 for the same works: external insulation 150, internal 70, slopes 75, heat pump 12 000
    assert price_of("slopes_mineral").typical == 79
    assert price_of("heat_pump").typical == 13_000
    assert all("plafond" not in price.source and "reno" not in price.source for price in prices().values())


def test_the_cost_of_a_street_is_quantity_times_price_and_the_sum_of_its_works() -> None:
    street = row_of_houses(3)
    found = targets(street, between_street_and_garden(street), chosen(street, *bundles()["whole"].works))
    amounts = quantities(street, found)
    parts = costs(amounts)
    assert parts["wall_external_mineral"].typical_eur_ht.tolist() == [50 * 108.0] * 3
    whole = total(parts, 3)
    assert np.allclose(whole.low_eur_ht, sum(part.low_eur_ht for part in parts.values()))
    assert (whole.low_eur_ht < whole.typical_eur_ht).all()
    assert (whole.typical_eur_ht < whole.high_eur_ht).all()


def test_what_is_counted_one_a_home_is_counted_once() -> None:
    house = row_house()
    found = quantities(house, targets(house, nothing_known(house), chosen(house, "heat_pump", "ventilation_humidity")))
    assert found["heat_pump"].tolist() == [1.0]
    assert found["ventilation_humidity"].tolist() == [1.0]


def test_a_take_off_comes_back_from_the_store_as_it_went() -> None:
    house = row_house()
    around = between_street_and_garden(house, "unesco", "subsidence")
    for takeoff in takeoffs(house, around, targets(house, around, chosen(house, *bundles()["whole"].works)))[
        0
    ].values():
        assert takeoff_from_json(takeoff_to_json(takeoff)) == takeoff
        assert takeoff.quantity == pytest.approx(sum(line.quantity for line in takeoff.treated))
        assert set(takeoff.conditions) <= set(CONDITIONS)
        assert {line.reason for line in takeoff.spared} <= set(SPARING_REASONS)


def test_bundles_grow_from_a_first_step_to_the_whole() -> None:
    assert len(bundles()) >= 3
    assert set(bundle("step").works) < set(bundle("whole").works)
    materials = set(bundle("whole").works) ^ set(bundle("whole_biosourced").works)
    assert any("biosourced" in code for code in materials)


def test_an_unknown_work_or_bundle_is_refused_by_name() -> None:
    with pytest.raises(RehabError, match="paille"):
        entry("paille")
    with pytest.raises(RehabError, match="whole_biosourced"):
        bundle("everything")


def test_every_text_of_the_catalogue_has_its_french() -> None:
    french = {message.id for message in catalogue("fr")}
    texts = [item.work.label for item in entries().values()] + [package.label for package in bundles().values()]
    texts += [criterion.text for item in entries().values() for criterion in item.work.criteria]
    assert set(texts) <= french
