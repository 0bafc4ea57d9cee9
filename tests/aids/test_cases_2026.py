"""The worked cases of 2026 hold to the euro; each names its text in cases_2026.toml."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from rehab_app.aids.compute import Aids, compute_aids
from rehab_app.domain.catalogue.situation import SITUATION
from rehab_app.domain.table import from_rows

FILED = datetime.date(2026, 11, 22)
COMMON: dict[str, Any] = {
    "people": 2,
    "ile_de_france": 0,
    "department": "62",
    "household_department": "62",
    "owner": 1,
    "owner_occupier": 1,
    "main_residence": 1,
    "house": 1,
    "area_m2": 100,
    "age_years": 71,
    "label_before": 6,
    "label_after": 6,
    "works_ht_eur": 20_000,
    "vat_pct": 5.5,
    "insulation_works": 2,
    "fossil_after": 0,
    "legal_person": 0,
}
CASES = tomllib.loads(Path(__file__).with_name("cases_2026.toml").read_text(encoding="utf-8"))["case"]


def figure(aids: Aids, name: str) -> float:
    if name.startswith("cee_") and name != "cee_eur":
        return float(aids.certificates.volumes_kwhc[name.removeprefix("cee_")][0])
    figures = {
        "ampleur": aids.ampleur.amount_eur,
        "assistance": aids.ampleur.assistance_eur,
        "advance": aids.ampleur.advance_eur,
        "gestes": aids.gestes.total_eur,
        "cee_eur": aids.certificates.total_eur,
        "eco_ptz": aids.eco_ptz[1],
        "par_plus": aids.par_plus[1],
        "property_tax": aids.property_tax_relief[1],
    }
    return float(figures[name][0])


@pytest.mark.parametrize("case", CASES, ids=[str(case["id"]) for case in CASES])
def test_a_worked_case_holds_to_the_euro(case: dict[str, Any]) -> None:
    situations = from_rows(SITUATION, [{**COMMON, **case["given"]}])
    aids = compute_aids(situations, case.get("on", FILED))
    found = {name: figure(aids, name) for name in case["expected"]}
    assert found == pytest.approx(case["expected"], abs=0.5), case["text"]
