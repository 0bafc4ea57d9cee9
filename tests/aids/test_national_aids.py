"""National aids: the law's own figures, properties every household is owed, and the State's reference cases."""

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.aids.compute import Aids, compute_aids
from rehab_app.aids.parameters import parameters_at
from rehab_app.core.errors import RehabError
from rehab_app.domain.catalogue.situation import SITUATION
from rehab_app.domain.table import from_rows
from rehab_app.services.aiding import aids_of_file

AFTER_REFORM = datetime.date(2025, 12, 18)
BEFORE_REFORM = datetime.date(2025, 4, 1)
SEPTEMBER_2026 = datetime.date(2026, 11, 22)

# A fictional household of two in an old brick house of the coalfield, F before and D after whole works.
HOUSEHOLD: dict[str, Any] = {
    "people": 2,
    "income_eur": 22_000,
    "ile_de_france": 0,
    "department": "62",
    "household_department": "62",
    "owner": 1,
    "owner_occupier": 1,
    "main_residence": 1,
    "house": 1,
    "area_m2": 100,
    "age_years": 70,
    "label_before": 6,
    "label_after": 4,
    "works_ht_eur": 28_000,
    "vat_pct": 5.5,
    "insulation_works": 2,
    "fossil_after": 0,
}


def aids(on: datetime.date, **changes: Any) -> Aids:
    return compute_aids(from_rows(SITUATION, [{**HOUSEHOLD, **changes}]), on)


def test_a_very_modest_household_gets_eighty_percent_within_the_ceiling() -> None:
    result = aids(SEPTEMBER_2026).ampleur
    assert result.amount_eur[0] == 22_400
    assert result.assistance_eur[0] == 2_000
    assert result.advance_eur[0] == 6_720


def test_the_income_ceiling_is_inclusive() -> None:
    """Arrêté du 24 mai 2013, ceilings of 2026: 35 676 € is still "très modeste" for four persons, 35 677 € is not."""
    at, over = (
        aids(SEPTEMBER_2026, people=4, income_eur=income, label_before=7, label_after=3, works_ht_eur=52_000)
        for income in (35_676, 35_677)
    )
    assert at.ampleur.amount_eur[0] == 32_000
    assert over.ampleur.amount_eur[0] == 24_000


def test_all_aids_together_stay_under_the_share_of_the_works_with_tax() -> None:
    """Modeste, 90 % of 27 430 €: a local aid of 10 000 € leaves 14 687 € to MaPrimeRénov'."""
    result = aids(SEPTEMBER_2026, income_eur=30_000, works_ht_eur=26_000, other_aids_eur=10_000).ampleur
    assert result.amount_eur[0] == pytest.approx(14_687)
    assert result.capped[0]


def test_a_gas_boiler_kept_is_refused_from_september_2026_by_its_name() -> None:
    """Décret n° 2026-822: the date of filing decides."""
    refused = aids(SEPTEMBER_2026, fossil_after=1).ampleur
    admitted = aids(datetime.date(2026, 8, 20), fossil_after=1).ampleur
    assert refused.amount_eur[0] == 0
    assert list(refused.conditions.reasons(0)) == ["une chaudière au gaz, au fioul ou au charbon est posée ou gardée"]
    assert admitted.amount_eur[0] == 22_400


def test_the_desk_was_closed_until_the_finance_law() -> None:
    assert aids(datetime.date(2026, 1, 15)).ampleur.amount_eur[0] == 0
    assert aids(datetime.date(2026, 2, 23)).ampleur.amount_eur[0] == 22_400


def test_what_is_not_known_is_to_be_confirmed_and_not_refused() -> None:
    result = aids(SEPTEMBER_2026, insulation_works=None, fossil_after=None).ampleur
    assert result.amount_eur[0] == 22_400
    assert len(list(result.conditions.to_confirm(0))) == 2


def test_insulation_left_the_list_of_single_works_in_2026() -> None:
    walls = {"quantity_external_wall_insulation": 80, "quantity_air_water_heat_pump": 1}
    before, after = aids(AFTER_REFORM, **walls).gestes, aids(SEPTEMBER_2026, **walls).gestes
    assert before.total_eur[0] == 80 * 75 + 5_000
    assert after.total_eur[0] == 5_000


def test_an_oil_boiler_that_goes_with_its_tank_opens_the_aid_to_recent_dwellings_in_2026() -> None:
    change = {"age_years": 12, "oil_boiler_replaced": 1, "quantity_oil_tank_removal": 1}
    assert aids(SEPTEMBER_2026, **change).gestes.total_eur[0] == 1_200
    assert aids(SEPTEMBER_2026, **{**change, "oil_boiler_replaced": 0}).gestes.total_eur[0] == 0


def test_corsica_is_in_the_mildest_zone() -> None:
    """Arrêté du 22 décembre 2014: Corsica is in H3, at every date."""
    for on in (BEFORE_REFORM, AFTER_REFORM):
        volumes = aids(on, department="2A", quantity_roof_insulation=100).certificates.volumes_kwhc
        assert volumes["roof_insulation"][0] == 100 * 900


def test_a_dwelling_of_twelve_years_has_the_relief_of_property_tax() -> None:
    """CGI art. 1383-0 B: dwellings finished over ten years ago."""
    relief = {"property_tax_relief_pct": 100, "property_tax_eur": 900, "property_tax_spending": 1}
    assert aids(AFTER_REFORM, age_years=12, **relief).property_tax_relief[1][0] == 2_700
    assert aids(AFTER_REFORM, age_years=9, **relief).property_tax_relief[1][0] == 0


def test_no_rule_is_invented_for_a_date_before_the_first_text() -> None:
    with pytest.raises(RehabError, match="2024-12-31"):
        parameters_at("income", datetime.date(2024, 12, 31))


DATES = st.sampled_from([BEFORE_REFORM, AFTER_REFORM, datetime.date(2026, 3, 1), SEPTEMBER_2026])


@given(
    on=DATES,
    people=st.integers(1, 9),
    works=st.integers(1_000, 200_000),
    before=st.integers(1, 7),
    after=st.integers(1, 7),
    other=st.integers(0, 30_000),
)
def test_a_richer_household_never_receives_more_and_aids_never_exceed_the_works(
    on: datetime.date, people: int, works: int, before: int, after: int, other: int
) -> None:
    incomes = np.arange(5_000, 150_000, 2_500)
    case = {"people": people, "works_ht_eur": works, "label_before": before, "label_after": after}
    rows = [
        {**HOUSEHOLD, **case, "income_eur": income, "other_aids_eur": other, "quantity_ground_heat_pump": 1}
        for income in incomes
    ]
    result = compute_aids(from_rows(SITUATION, rows), on)
    assert (np.diff(result.ampleur.amount_eur) <= 1e-9).all()
    assert (np.diff(result.gestes.total_eur) <= 1e-9).all()
    with_tax = works * 1.055
    assert (result.ampleur.amount_eur <= max(with_tax - other, 0) + 1e-6).all()


@pytest.mark.shared
@pytest.mark.parametrize("on", [BEFORE_REFORM, AFTER_REFORM])
def test_every_reference_case_is_found_to_the_euro(shared: Path, tmp_path: Path, on: datetime.date) -> None:
    corpus = shared / "aids" / "corpus.jsonl"
    results = tmp_path / "results.jsonl"
    results.write_text("\n".join(json.dumps(row) for row in aids_of_file(corpus, on)), encoding="utf-8")
    scorer = shared / "tools" / "score_aids.py"
    command = [sys.executable, str(scorer), str(results), str(corpus), "--on", on.isoformat(), "--json"]
    scores = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert scores["whole_pct"] == 100.0


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cas.jsonl"
    path.write_text('{"id": 1, "statut": "propriétaire"}\n', encoding="utf-8")
    with pytest.raises(RehabError) as refused:
        list(aids_of_file(path, AFTER_REFORM))
    assert "cas.jsonl, ligne 1" in refused.value.text
