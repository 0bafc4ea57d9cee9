"""Primary energy, emissions and costs by date (annexe 7 of the arrêté of 31 March 2021 and its later versions)."""

import numpy as np
import pytest

from rehab_app.domain.table import Column
from rehab_app.energy import networks
from rehab_app.energy.context import Context
from rehab_app.energy.cost import building_factor, cost_eur, mean_price_eur
from rehab_app.energy.estimate import estimate
from rehab_app.energy.final import ENERGIES, USES, Final, emission_factor
from rehab_app.energy.panels import SelfConsumption
from rehab_app.energy.shares import keys
from rehab_app.energy.totals import electricity_factor, primary_kwh
from tests.energy.houses import Rows, changed, context_of, flat_rows, house_rows, stock

ELECTRICITY, GAS, OIL, NETWORK = 1, 2, 3, 8


def days(*written: str) -> Column:
    return np.array(written, dtype="datetime64[D]")


def final_of(home: Context, shared: bool = False, **kwh: float) -> Final:
    """Final energy by "use_energy": `ch_2=1000` is 1000 kWh of gas for heating."""
    amounts = np.zeros((home.size, len(USES), ENERGIES))
    for name, value in kwh.items():
        use, _, energy = name.rpartition("_")
        amounts[:, USES.index(use), int(energy)] = value
    none = SelfConsumption(np.zeros(home.size), {})
    return Final(amounts, amounts if shared else np.zeros_like(amounts), np.zeros((home.size, len(USES))), none)


def test_electricity_counts_less_and_less_primary_energy() -> None:
    dates = days("2021-07-01", "2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01", "2030-06-01")
    assert electricity_factor(dates).tolist() == [2.3, 2.3, 1.9, 1.9, 1.7, 1.7]


def test_primary_energy_of_gas_is_final_energy() -> None:
    home = context_of(house_rows())  # assessed in 2026
    primary = primary_kwh(home, final_of(home, ch_2=1000, ecs_1=100))
    assert primary.sum() == pytest.approx(1000 + 190)


@pytest.mark.parametrize(
    ("day", "energy", "kwh", "eur"),
    [
        ("2023-05-01", OIL, 1000, 91.42),
        ("2024-06-30", ELECTRICITY, 900, 900 * 0.29007),
        ("2024-06-30", ELECTRICITY, 3000, 122 + 3000 * 0.15176),
        ("2024-07-01", ELECTRICITY, 900, 900 * 0.34721),
        ("2024-07-01", ELECTRICITY, 20_000, 78 + 20_000 * 0.20001),
        ("2024-07-01", GAS, 4999, 4999 * 0.1312),
        ("2024-07-01", GAS, 5000, 182 + 5000 * 0.09488),
        ("2026-03-02", GAS, 60_000, 288 + 60_000 * 0.09274),
    ],
)
def test_price_follows_the_date_and_the_band(day: str, energy: int, kwh: float, eur: float) -> None:
    yearly = np.zeros((1, ENERGIES))
    yearly[0, energy] = kwh
    assert kwh * mean_price_eur(days(day), yearly)[0, energy] == pytest.approx(eur)


def test_band_is_that_of_all_uses_together() -> None:
    home = context_of(house_rows())
    cost = cost_eur(home, final_of(home, ch_1=2000, ecs_1=1000, eclairage_1=500))
    mean = 158 / 3500 + 0.18949
    assert cost[0, USES.index("ecs")] == pytest.approx(1000 * mean)
    assert cost.sum() == pytest.approx(3500 * mean)


def shared_flat() -> Rows:
    rows = changed(flat_rows(), "dwelling", method_id=5, building_living_area_m2=1100.0)
    return changed(rows, "heating", shared_id=2, virtual_ratio=0.02)


def test_shared_gas_is_bought_for_the_building_and_light_for_the_flat() -> None:
    home = context_of(shared_flat())
    assert building_factor(home)[0, 0] == pytest.approx(50)
    gas = final_of(home, shared=True, ch_2=2000)
    assert cost_eur(home, gas).sum() == pytest.approx(2000 * (288 / 100_000 + 0.09274))
    light = final_of(home, eclairage_1=100)
    assert cost_eur(home, light).sum() == pytest.approx(100 * 0.34721)


def test_fans_of_a_building_run_on_its_contract_as_its_pumps_do() -> None:
    alone = changed(flat_rows(), "dwelling", method_id=2, building_living_area_m2=5500.0)
    air = changed(alone, "ventilation", shared=1, after_2012=0)
    assert building_factor(context_of(air))[0, 0] == pytest.approx(100)
    assert building_factor(context_of(alone))[0, 0] == 1
    fans = [estimate(stock(rows)).totals for rows in (alone, air)]
    mean = [each["cout_auxiliaire_ventilation"][0] / each["conso_auxiliaire_ventilation"][0] for each in fans]
    assert mean[1] < 0.8 * mean[0]
    assert fans[0]["cout_eclairage"][0] > 0


def test_homes_of_a_building_each_have_their_contract() -> None:
    rows = changed(house_rows(), "dwelling", method_id=6, building_living_area_m2=800.0, dwellings_in_building=10)
    home = context_of(rows)
    assert cost_eur(home, final_of(home, ch_1=20_000)).sum() == pytest.approx(20_000 * (158 / 2000 + 0.18954))


@pytest.mark.parametrize(
    ("use", "energy", "factor"),
    [
        ("ch", ELECTRICITY, 0.079),
        ("ecs", ELECTRICITY, 0.065),
        ("ch", GAS, 0.227),
        ("ch", 4, 0.030),
        ("ch", NETWORK, 0.385),
    ],
)
def test_emissions_by_use_and_energy(use: str, energy: int, factor: float) -> None:
    home = context_of(house_rows())
    assert emission_factor(home, "heating_generator", use, np.array([energy]))[0] == pytest.approx(factor)


@pytest.mark.parametrize(("day", "content"), [("2022-05-01", 0.180), ("2023-06-28", 0.188), ("2025-06-01", 0.182)])
def test_heat_network_by_edition(day: str, content: float) -> None:
    """The network of Paris, from one list to the next."""
    rows = changed(house_rows(), "dwelling", assessed_on=np.datetime64(day, "D"))
    rows = changed(rows, "heating_generator", type_id=107, energy_id=NETWORK, network_identifier="7501c ")
    assert networks.content(context_of(rows), "heating_generator", np.array([0]))[0] == pytest.approx(content)


def test_first_files_name_a_row_of_the_first_list() -> None:
    rows = changed(house_rows(), "heating_generator", type_id=107, energy_id=NETWORK, network_row_id=464)
    assert networks.content(context_of(rows), "heating_generator", np.array([0]))[0] == pytest.approx(0.227)


def test_flat_from_its_building_has_the_written_key_or_the_share_of_its_area() -> None:
    rows = changed(flat_rows(), "dwelling", method_id=13, building_living_area_m2=1100.0, dwellings_in_building=20)
    assert keys(context_of(rows), "heating")[0] == pytest.approx(0.05)
    assert keys(context_of(changed(rows, "heating", share=1.0)), "heating")[0] == pytest.approx(0.05)
    assert keys(context_of(changed(rows, "heating", share=0.07)), "heating")[0] == pytest.approx(0.07)
    assert keys(context_of(house_rows()), "heating")[0] == 1


def test_totals_of_a_house_add_up() -> None:
    found = estimate(stock(house_rows()))
    assert found.refusals == ()
    totals = found.totals
    auxiliaries = ("generation_ch", "distribution_ch", "generation_ecs", "distribution_ecs", "ventilation")
    for block in ("conso", "ep_conso", "emission_ges", "cout"):
        parts = [f"{block}_{use}" for use in ("ch", "ecs", "fr", "eclairage")]
        parts += [f"{block}_auxiliaire_{name}" for name in auxiliaries]
        assert sum(float(totals[name][0]) for name in parts) == pytest.approx(float(totals[f"{block}_5_usages"][0]))
    electric = sum(float(totals[f"conso_{use}"][0]) for use in ("ecs", "eclairage", "totale_auxiliaire"))
    assert totals["ep_conso_5_usages"][0] == pytest.approx(totals["conso_ch"][0] + 1.9 * electric)
    assert totals["emission_ges_ch"][0] == pytest.approx(0.227 * totals["conso_ch"][0])
    assert totals["conso_ch_depensier"][0] > totals["conso_ch"][0]


def test_energy_that_is_not_given_refuses_the_home_by_name() -> None:
    found = estimate(stock(changed(house_rows(), "heating_generator", energy_id=None)))
    assert ("heating_generator", 1, "energy_id") in {(r.table, r.number, r.field) for r in found.refusals}


def test_electric_heater_needs_no_energy_to_be_given() -> None:
    rows = changed(house_rows(), "heating_generator", type_id=98, energy_id=None)
    rows = changed(rows, "heating_emitter", type_id=1, heating_kind_id=1, control_id=4)
    found = estimate(stock(rows))
    assert found.refusals == ()
    assert found.totals["emission_ges_ch"][0] == pytest.approx(0.079 * found.totals["conso_ch"][0])
