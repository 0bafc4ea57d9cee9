"""A file of cases as it comes: inputs that are missing, extremes, words of the model; never a crash, never a guess."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.services.aiding import aids_of_file

FILED = datetime.date(2026, 11, 22)
CASE: dict[str, Any] = {
    "personnes": 2, "revenu": 22_000, "statut": "propriétaire", "proprietaire_occupant": True,
    "residence_principale": True, "departement": "62", "region": "32", "departement_menage": "62",
    "region_menage": "32", "type": "maison", "surface": 100, "periode_construction": "au moins 15 ans",
    "dpe_actuel": 6, "dpe_vise": 4, "travaux_ht": 28_000, "gain_energetique_pct": 50,
    "remplacement_chaudiere_fossile": False, "type_travaux": None, "gestes": {},
}  # fmt: skip


def figures(tmp_path: Path, on: datetime.date = FILED, without: str = "", **changes: Any) -> dict[str, Any]:
    inputs = {name: value for name, value in {**CASE, **changes}.items() if name != without}
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps({"id": 1, "inputs": inputs}, ensure_ascii=False) + "\n", encoding="utf-8")
    (found,) = aids_of_file(path, on)
    return found


@pytest.mark.parametrize("name", list(CASE))
def test_an_input_that_is_missing_never_breaks_nor_raises_an_aid(name: str, tmp_path: Path) -> None:
    whole, less = figures(tmp_path), figures(tmp_path, without=name)
    assert less["mpr_a_eur"] <= whole["mpr_a_eur"] == 22_400
    assert all(value == value for value in less.values()), "no figure is left undefined"


@pytest.mark.parametrize("name", ["personnes", "revenu"])
def test_a_household_that_is_not_known_counts_in_the_highest_class(name: str, tmp_path: Path) -> None:
    assert figures(tmp_path, without=name)["income_class"] == "supérieure"


@pytest.mark.parametrize("department", ["971", "972", "973", "974", "976"])
def test_the_whole_renovation_aid_is_for_mainland_france(department: str, tmp_path: Path) -> None:
    """2026: « non applicable outre-mer »; par geste and certificates stay."""
    found = figures(tmp_path, departement=department, gestes={"pac_air_eau": True}, pac_air_eau_etas=150)
    assert (found["mpr_a_eligible"], found["mpr_a_eur"]) == (0, 0)
    assert (found["mpr_geste_total_eur"], found["cee_total_eur"] > 0) == (5_000, True)


@pytest.mark.parametrize("department", ["01", "2A", "2B", "20", "48", "75", "95"])
def test_every_department_of_the_mainland_has_its_aid(department: str, tmp_path: Path) -> None:
    assert figures(tmp_path, departement=department)["mpr_a_eur"] == 22_400


def test_ceilings_are_whole_euros_and_inclusive_for_any_household(tmp_path: Path) -> None:
    """Arrêté du 24 mai 2013, 2026: 25 393 € for two, 40 835 + 7 × 5 151 = 76 892 € for twelve."""
    for people, ceiling in ((2, 25_393), (12, 76_892)):
        for income, expected in ((ceiling, "très modeste"), (ceiling + 0.5, "très modeste"), (ceiling + 1, "modeste")):
            assert figures(tmp_path, personnes=people, revenu=income)["income_class"] == expected
    assert figures(tmp_path, revenu=0)["income_class"] == "très modeste"


@pytest.mark.parametrize(
    ("words", "volume_kwhc"),
    [
        ("inférieur à 111 %", 0),
        (110, 0),
        ("entre 111 % et 140 %", 90_900),
        (140, 109_200),
        ("supérieur à 200 %", 109_200),
    ],
)
def test_a_heat_pump_is_rated_by_its_class(words: Any, volume_kwhc: float, tmp_path: Path) -> None:
    """BAR-TH-171 of 2026, zone H1 × 1.2, 100 m² counted whole, 16.40 €/MWhc for a very modest household."""
    found = figures(tmp_path, gestes={"pac_air_eau": True}, pac_air_eau_etas=words)
    assert found["cee_total_eur"] == pytest.approx(volume_kwhc * 1.2 * 0.0164, abs=0.01)


@pytest.mark.parametrize(("scop", "given"), [(3.8, False), (3.9, True), (4.3, True)])
def test_an_air_heat_pump_needs_its_efficiency(scop: float, given: bool, tmp_path: Path) -> None:
    found = figures(tmp_path, gestes={"pac_air_air": True}, pac_air_air_scop=scop)
    assert (found["cee_total_eur"] > 0) is given
    assert found["mpr_geste_total_eur"] == 0, "never on the list"


@pytest.mark.parametrize("area", [0, 0.5, 9, 34.99, 35, 100_000])
def test_any_area_is_counted(area: float, tmp_path: Path) -> None:
    found = figures(tmp_path, surface=area, gestes={"pac_air_eau": True, "combles": 80}, pac_air_eau_etas=150)
    assert found["cee_total_eur"] > 80 * 1_700 * 0.0164


@pytest.mark.parametrize(
    ("status", "given"), [("acquéreur", True), ("non propriétaire", False), ("copropriété", False)]
)
def test_the_status_decides(status: str, given: bool, tmp_path: Path) -> None:
    assert (figures(tmp_path, statut=status)["mpr_a_eur"] > 0) is given


@pytest.mark.parametrize(
    "changes", [{"revenu": "beaucoup"}, {"periode_construction": "hier"}, {"gestes": {"moquette": 3}}, {"gestes": 3}]
)
def test_what_is_no_case_is_named_by_its_line_without_its_income(changes: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(RehabError) as raised:
        figures(tmp_path, **changes)
    assert "cases.jsonl" in raised.value.where
    assert "1" in raised.value.where
    assert "beaucoup" not in raised.value.problem
