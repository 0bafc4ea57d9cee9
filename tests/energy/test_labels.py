"""Labels by double threshold, with small homes and cold heights apart."""

import numpy as np
import pytest

from rehab_app.energy.labels import labels
from tests.energy.houses import changed, context_of, house_rows


@pytest.mark.parametrize(
    ("energy", "emission", "label"),
    [
        (69.0, 5.0, "A"),
        (70.0, 5.0, "B"),  # the bound belongs to the next class
        (109.99, 5.0, "B"),  # rounded down to 109
        (250.0, 49.0, "E"),
        (100.0, 35.0, "D"),  # emissions decide
        (420.0, 99.0, "G"),
        (419.9, 100.0, "G"),
    ],
)
def test_the_worse_of_energy_and_emissions(energy: float, emission: float, label: str) -> None:
    found = labels(context_of(house_rows()), np.array([energy]), np.array([emission]))
    assert found["classe_bilan_dpe"][0] == label


def test_a_cold_height_has_wider_e_and_f() -> None:
    high = context_of(changed(house_rows(), "dwelling", altitude_class_id=3, climate_zone_id=2))
    found = labels(high, np.array([380.0]), np.array([75.0]))
    assert found["classe_bilan_dpe"][0] == "E"
    low = labels(context_of(house_rows()), np.array([380.0]), np.array([75.0]))
    assert low["classe_bilan_dpe"][0] == "F"


@pytest.mark.parametrize(
    ("area_m2", "day", "label"),
    [
        (20.0, "2026-03-02", "D"),
        (20.0, "2024-06-30", "E"),  # before the bounds of small homes
        (8.0, "2026-03-02", "C"),
        (5.0, "2026-03-02", "C"),  # below the smallest area its bounds hold
    ],
)
def test_small_homes_have_their_own_bounds(area_m2: float, day: str, label: str) -> None:
    home = context_of(changed(house_rows(), "dwelling", living_area_m2=area_m2, assessed_on=np.datetime64(day, "D")))
    assert labels(home, np.array([255.0]), np.array([5.0]))["classe_bilan_dpe"][0] == label


def test_a_home_without_result_has_no_label() -> None:
    found = labels(context_of(house_rows()), np.array([np.nan]), np.array([5.0]))
    assert found["classe_bilan_dpe"][0] == ""
