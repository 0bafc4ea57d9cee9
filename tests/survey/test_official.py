"""The survey against official houses: the bars of the project, judged by cross-validation."""

from pathlib import Path

import numpy as np
import pytest

from rehab_app.core.progress import Progress
from rehab_app.services.survey_check import check_survey, official_houses
from rehab_app.survey.reduce import visited


@pytest.mark.slow
@pytest.mark.shared
def test_the_bars_are_met_on_houses_that_nothing_was_fitted_on(shared: Path) -> None:
    scores, residual, houses = check_survey(shared / "dpe", Progress())
    assert houses.stock.size > 50
    survey, address = scores["footprint"], scores["address"]
    assert survey.exact >= 0.5
    assert survey.within_one >= 0.92
    assert survey.median_error <= 0.15
    assert 0.75 <= survey.covered <= 0.85
    assert address.within_one >= 0.70
    assert 0.75 <= address.covered <= 0.85
    assert residual.deviation > 0


@pytest.mark.shared
def test_a_visitor_sees_no_u_value_and_no_thickness_but_in_an_attic(shared: Path) -> None:
    houses = official_houses(shared / "dpe", Progress())
    known = visited(houses.stock)
    for hidden in ("wall_insulation_cm", "floor_cm", "floor_bridge", "gap_mm", "perimeter_ratio"):
        assert np.isnan(known.columns[hidden]).all()
    for hidden in ("lining_id", "inertia_id", "generator_id", "regulation_id", "door_type_id"):
        assert (known.columns[hidden] < 0).all()
    thickness = known.columns["attic_cm"]
    assert (thickness[~np.isnan(thickness)] % 5 == 0).all()
