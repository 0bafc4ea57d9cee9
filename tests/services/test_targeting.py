"""The best bundle for a target is found among all sensible ones, and the search says when none reaches it."""

import datetime
from pathlib import Path

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.services.bundling import options
from rehab_app.services.targeting import aim_of, best_bundle
from rehab_app.works.catalogue import entry
from tests.services.priced_street import priced_street

FILED = datetime.date(2026, 11, 22)


def test_a_label_is_reached_for_less_than_by_the_reference_bundle(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        (whole,) = options(project, homes[0], ["whole"], FILED)
        best = best_bundle(project, homes[0], aim_of(f"label={whole.label_after}"), FILED)
    assert best.met
    assert best.option.label_after <= whole.label_after
    assert best.option.left_to_pay_eur.typical <= whole.left_to_pay_eur.typical
    have = {entry(work.work).family for work in best.option.works}
    assert "ventilation" in have or not have & {"windows", "roof_windows"}
    assert best.examined > 30


def test_a_budget_holds_and_saves_the_most_within_it(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        small, large = (best_bundle(project, homes[0], aim_of(f"budget={euros}"), FILED) for euros in (3_000, 12_000))
    assert small.met
    assert small.option.left_to_pay_eur.typical <= 3_000
    assert large.option.primary_kwh_m2_after <= small.option.primary_kwh_m2_after


def test_a_month_no_dearer_than_today(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        best = best_bundle(project, homes[0], aim_of("month"), FILED, biosourced=True)
    assert best.met
    assert best.option.month_after_eur.typical <= best.option.month_before_eur.typical + 0.01
    variants = {entry(work.work).family: work.work for work in best.option.works}
    assert not any(work.endswith("_mineral") for work in variants.values())


def test_a_target_out_of_reach_shows_the_nearest_and_says_so(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab", heritage="unesco")
    with project:
        best = best_bundle(project, homes[0], aim_of("budget=0"), FILED)
    assert not best.met
    assert "aucun n’atteint" in best.sentence


@pytest.mark.parametrize("written", ["label=H", "label=", "budget=cher", "prix", "month=3"])
def test_a_target_that_means_nothing_is_refused(written: str) -> None:
    with pytest.raises(RehabError):
        aim_of(written)
