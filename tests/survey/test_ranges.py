"""A range narrows with what is known, does not depend on who else is estimated, and says what to ask."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.core.errors import Cancelled
from rehab_app.core.progress import Progress
from rehab_app.domain.survey import ItemKind
from rehab_app.domain.survey_questions import ITEMS, QUESTIONS
from rehab_app.energy.estimate import estimate
from rehab_app.survey import ranges, stored
from rehab_app.survey.asking import ask_next
from rehab_app.survey.draw import draw, levels
from rehab_app.survey.variables import VARIABLES
from tests.survey.homes import DAY, FEW, MANY, Given, described_home, homes


def _drawn(*answers: Given) -> ranges.Draws:
    known = homes(*answers)
    return ranges.drawn(known, stored.counted(), np.full(known.size, DAY), ranges.fitted_residual())


def _width(found: ranges.Draws) -> float:
    low, central, high = ranges.quantiles(found.energy_kwh_m2)[:, 0]
    return float((high - low) / central)


def test_there_are_a_dozen_questions_and_all_items_differ() -> None:
    assert len(QUESTIONS) == 12
    assert len(ITEMS) == sum(len(question.items) for question in QUESTIONS)
    for item in ITEMS.values():
        assert item.choices if item.kind is ItemKind.CHOICE else item.low < item.high


def test_more_answers_give_a_narrower_range_around_the_estimate_of_the_whole_description() -> None:
    few, many = _drawn(FEW), _drawn(MANY)
    assert _width(many) < 0.6 * _width(few)
    low, _central, high = ranges.quantiles(many.energy_kwh_m2)[:, 0]
    whole = estimate(described_home(MANY)).totals["ep_conso_5_usages_m2"][0]
    assert low < whole < high


def test_at_least_two_hundred_draws_and_probabilities_of_labels_add_up_to_one() -> None:
    found = _drawn(FEW, MANY)
    assert found.rank.shape == (2, 200)
    assert ranges.probabilities(found.rank).sum(axis=1) == pytest.approx([1.0, 1.0])


def test_the_range_of_a_home_does_not_depend_on_who_else_is_estimated() -> None:
    alone, together = _drawn(MANY), _drawn(FEW, MANY, FEW)
    np.testing.assert_allclose(alone.energy_kwh_m2[0], together.energy_kwh_m2[1])


def test_draws_are_stratified() -> None:
    of = levels(200)
    for column in range(of.shape[1]):
        assert sorted(np.floor(of[:, column] * 200)) == list(range(200))


def test_what_is_known_is_never_drawn_and_nothing_is_left_open() -> None:
    known = homes(MANY)
    columns = draw(known, stored.counted())
    for variable in VARIABLES:
        values = columns[variable.name]
        assert not (values < 0).any() if variable.is_choice else not np.isnan(values).all()
        own = known.columns[variable.name][0]
        if variable.is_choice and own >= 0:
            assert (values == own).all()


def test_the_energy_that_was_said_is_the_one_that_heats() -> None:
    known = homes({**FEW, "energy": "oil"})
    kinds = {
        ITEMS["heating"].choices is not None and list(ITEMS["heating"].choices or {})[at]
        for at in np.unique(draw(known, stored.counted())["heating"])
    }
    assert kinds <= {"oil_boiler", "oil_condensing", "oil_stove"}


def test_windows_replaced_since_the_rule_of_2007_are_low_emissivity() -> None:
    columns = draw(homes({**FEW, "window_year": 2012.0}), stored.counted())
    names = list(ITEMS["glazing"].choices or {})
    assert {names[at] for at in np.unique(columns["glazing"])} <= {"double_low_e", "triple"}


def test_ask_next_names_unanswered_items_only_and_their_answer_narrows() -> None:
    known = homes(FEW)
    found = ranges.drawn(known, stored.counted(), np.array([DAY]), ranges.fitted_residual())
    asked = ask_next(known, found)[0]
    assert 1 <= len(asked) <= 3
    assert not {item for item, _share in asked} & FEW.keys()
    shares = [share for _item, share in asked]
    assert shares == sorted(shares, reverse=True)
    answered = {**FEW, "wall_insulation": "no", "heating": "gas_condensing", "attic_insulation": "yes"}
    assert ranges.spread(_drawn(answered).energy_kwh_m2)[0] < ranges.spread(found.energy_kwh_m2)[0]


def test_a_job_stops_when_asked() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        next(ranges.batches(10, 200, progress))


@settings(max_examples=12, deadline=None)
@given(
    st.fixed_dictionaries(
        {"period": st.sampled_from("123456789"), "area_m2": st.floats(20, 300)},
        optional={
            item.code: st.sampled_from(sorted(item.choices))
            for item in ITEMS.values()
            if item.choices and item.code != "period"
        },
    )
)
def test_any_set_of_answers_can_be_estimated(answers: dict[str, float | str]) -> None:
    found = _drawn(answers)
    assert np.isfinite(found.energy_kwh_m2).mean() > 0.9
    assert (found.energy_kwh_m2[np.isfinite(found.energy_kwh_m2)] > 0).all()
