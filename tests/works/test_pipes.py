"""Insulation of heating pipes: counted once a home, only where pipes are bare, and it saves what the method says."""

import datetime

import numpy as np
import pytest

from rehab_app.energy.estimate import estimate
from rehab_app.works.evaluate import evaluate
from tests.works.houses import between_street_and_garden, row_house

ON = datetime.date(2026, 11, 22)


@pytest.mark.parametrize("known", [0, -1])
def test_bare_pipes_are_insulated_and_save_energy(known: int) -> None:
    house = row_house()
    emitter = house["heating_emitter"]
    house = house.replace(
        heating_emitter=emitter.replace(insulated_pipes=np.full(len(emitter), known, emitter["insulated_pipes"].dtype))
    )
    found = evaluate(house, between_street_and_garden(house), [("pipe_insulation",)], ON)
    assert found.quantities["pipe_insulation"].tolist() == [1.0]
    assert (found.after["heating_emitter"]["insulated_pipes"] == 1).all()
    before = estimate(house, ON).totals["conso_5_usages"][0]
    assert found.result.totals["conso_5_usages"][0] < before
    assert (house["heating_emitter"]["insulated_pipes"] == known).all(), "the home as it stands is not touched"


def test_insulated_pipes_are_left() -> None:
    house = row_house()
    emitter = house["heating_emitter"]
    house = house.replace(
        heating_emitter=emitter.replace(insulated_pipes=np.ones(len(emitter), emitter["insulated_pipes"].dtype))
    )
    found = evaluate(house, between_street_and_garden(house), [("pipe_insulation",)], ON)
    assert found.quantities["pipe_insulation"].tolist() == [0.0]
