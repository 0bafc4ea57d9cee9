"""What a household brings itself — its bills, the aids it has had — and what the grants and loans do not count."""

import datetime
from pathlib import Path

import pytest

from rehab_app.domain.financing import Option, cents
from rehab_app.services.bundling import options
from rehab_app.storage.project import Project
from tests.services.priced_street import priced_street

FILED = datetime.date(2026, 11, 22)
YEAR = (datetime.date(2025, 10, 1), datetime.date(2026, 10, 1))
GAS, ELECTRICITY = 1_240.0, 560.0


def bring_bills(project: Project, home: int, **bills: float) -> None:
    half = datetime.date(2026, 4, 1)
    with project.write("Testeuse", "Factures") as writer:
        for energy, cost in bills.items():
            for starts, ends in ((YEAR[0], half), (half, YEAR[1])):
                bill = {"energy": energy, "starts_on": starts, "ends_on": ends, "cost_eur": cost / 2, "unit": "kwh"}
                writer.insert("bill", [{"dwelling_id": home, **bill}])


def whole(project: Project, home: int, bundle: str | list[str] = "whole") -> Option:
    (found,) = options(project, home, [bundle], FILED)
    return found


def test_bills_of_a_year_take_the_place_of_the_estimate(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        estimated = whole(project, homes[0])
        bring_bills(project, homes[0], gas=GAS, electricity=ELECTRICITY)
        measured, neighbour = whole(project, homes[0]), whole(project, homes[1])
    assert measured.month_before_eur.typical == cents((GAS + ELECTRICITY) / 12)
    assert measured.month_before_eur.low == cents(0.9 * (GAS + ELECTRICITY) / 12)
    assert "factures payées" in measured.bill_basis
    assert neighbour.month_before_eur == estimated.month_before_eur, "a bill says nothing of the neighbour"
    assert measured.left_to_pay_eur == estimated.left_to_pay_eur


def test_who_pays_less_than_expected_has_less_to_save(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        estimated = whole(project, homes[0])
        paid = 12 * estimated.month_before_eur.typical / 2
        bring_bills(project, homes[0], gas=0.6 * paid, electricity=0.4 * paid)
        measured = whole(project, homes[0])
    saved = [
        o.month_before_eur.typical - (o.month_after_eur.typical - o.payment_month_eur) for o in (estimated, measured)
    ]
    assert saved[1] == pytest.approx(saved[0] / 2, abs=0.02)
    after = measured.month_after_eur
    assert measured.payment_month_eur < after.low <= after.typical <= after.high


@pytest.mark.parametrize("bills", [{"gas": GAS}, {"electricity": ELECTRICITY}])
def test_bills_of_one_energy_alone_do_not_tell_the_month(tmp_path: Path, bills: dict[str, float]) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        estimated = whole(project, homes[0])
        bring_bills(project, homes[0], **bills)
        assert whole(project, homes[0]).month_before_eur == estimated.month_before_eur


def test_the_bills_of_a_tenant_are_never_shown_to_the_landlord(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab", tenure="rented")
    with project:
        estimated = whole(project, homes[0])
        bring_bills(project, homes[0], gas=GAS, electricity=ELECTRICITY)
        found = whole(project, homes[0])
    assert found.month_before_eur == estimated.month_before_eur
    saving = found.tenant_month_saving_eur
    assert saving is not None
    assert saving.low <= saving.typical <= saving.high


def test_what_was_paid_in_five_years_leaves_less_par_geste(tmp_path: Path) -> None:
    """20 000 € a home in five years: 17 000 € paid leave 3 000 € of the 5 000 € of a heat pump."""
    project, homes = priced_street(tmp_path / "q.rehab", income_eur=16_000)
    with project:
        (row,) = project.rows("household", dwelling_id=homes[0])
        with project.write("Testeuse", "Aide reçue") as writer:
            writer.update("household", row["id"], row["version"], {"mpr_paid_eur": 17_000.0})
        found, neighbour = (whole(project, home, "heating") for home in homes[:2])
    amounts = [
        next(a.amount_eur for a in o.aids if a.aid == "mpr_geste_air_water_heat_pump") for o in (found, neighbour)
    ]
    assert amounts == [3_000.0, 5_000.0]
    assert any("en cinq ans" in aid.reason for aid in found.aids)


def test_panels_are_paid_by_nobody_but_the_owner(tmp_path: Path) -> None:
    """Panels enter neither the grant's base nor the zero-rate loan; they are in what is left to pay."""
    project, homes = priced_street(tmp_path / "q.rehab")
    works = ["wall_external_mineral", "scaffold", "loft_mineral", "windows_pvc", "ventilation_humidity", "heat_pump"]
    with project:
        without, beside = whole(project, homes[0], works), whole(project, homes[0], [*works, "photovoltaics"])
    panels = next(line.cost_eur.typical for line in beside.works if line.work == "photovoltaics")
    assert panels > 0
    assert beside.left_to_pay_eur.typical == cents(without.left_to_pay_eur.typical + panels)
    assert beside.payment_month_eur == without.payment_month_eur
    assert beside.own_money_eur == cents(without.own_money_eur + panels)


@pytest.mark.parametrize("work", ["gas_condensing", "air_air_heat_pump", "electric_heaters"])
def test_heating_that_the_zero_rate_loan_does_not_carry(tmp_path: Path, work: str) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        found = whole(project, homes[0], [work])
    assert all(loan.capital_eur == 0 for loan in found.loans if loan.loan == "eco_ptz")
