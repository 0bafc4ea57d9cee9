"""Bundles of works for one home, side by side: sums, aids with their reasons, what is left, the month."""

import datetime
from pathlib import Path

import pytest

from rehab_app.cli import main
from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.domain.financing import Option, State, cents
from rehab_app.services.bundling import options, step_options
from rehab_app.services.composing import compose
from rehab_app.services.financing import neighbourhood_plans
from rehab_app.services.pricing import record_quote
from rehab_app.services.town import keep_rules
from rehab_app.works.catalogue import bundles
from tests.services.priced_street import PLANTED_INCOME, electric, priced_street
from tests.works.houses import row_of_houses

FILED = datetime.date(2026, 11, 22)
FIVE = ["step", "envelope", "heating", "whole", "whole_biosourced"]


def compared(tmp_path: Path, chosen: list[str], on: datetime.date = FILED, **street: object) -> list[Option]:
    project, homes = priced_street(tmp_path / "q.rehab", **street)  # type: ignore[arg-type]
    with project:
        return options(project, homes[1], chosen, on)


def test_every_total_is_the_sum_of_its_lines_to_the_cent(tmp_path: Path) -> None:
    for option in compared(tmp_path, FIVE):
        for bound in ("low", "typical", "high"):
            assert getattr(option.cost_eur, bound) == cents(sum(getattr(w.cost_eur, bound) for w in option.works))
            assert getattr(option.cost_eur_ht, bound) == cents(sum(getattr(w.cost_eur_ht, bound) for w in option.works))
        assert option.total_eur == cents(option.cost_eur.typical + option.assistance_bill_eur)
        assert option.aids_eur == cents(sum(aid.amount_eur for aid in option.aids if aid.counted))
        assert option.aids_eur == cents(sum(option.aids_by_payer().values()))
        assert option.left_to_pay_eur.typical == cents(option.total_eur - option.aids_eur)
        carried = sum(loan.capital_eur for loan in option.loans if loan.chosen)
        assert option.own_money_eur == cents(option.left_to_pay_eur.typical - carried)
        assert cents(sum(due.paid_eur for due in option.schedule)) == option.total_eur
        assert cents(sum(due.received_eur for due in option.schedule)) == cents(option.aids_eur + carried)


def test_aids_never_exceed_the_works_and_what_is_left_is_a_range_around_the_usual_price(tmp_path: Path) -> None:
    for option in compared(tmp_path, FIVE, income_eur=10_000.0):
        assert option.aids_eur <= option.total_eur
        assert 0 <= option.left_to_pay_eur.low <= option.left_to_pay_eur.typical <= option.left_to_pay_eur.high


def test_a_whole_renovation_has_the_grant_of_the_anah_without_certificates(tmp_path: Path) -> None:
    (whole,) = compared(tmp_path, ["whole"])
    assert (whole.label_before, whole.way) == ("F", "ampleur")
    grant = sum(aid.amount_eur for aid in whole.aids if aid.aid.startswith("mpr_ampleur"))
    assert grant == cents(0.8 * min(whole.cost_eur_ht.typical, 40_000))
    assert {aid.state for aid in whole.aids if aid.aid.startswith("cee")} == {State.OTHER_WAY}
    assert whole.other_way_eur < whole.aids_eur
    advance = next(aid for aid in whole.aids if aid.aid == "mpr_ampleur_advance")
    assert advance.amount_eur == cents(0.3 * grant)
    assert whole.fronted_eur < whole.total_eur


def test_nothing_of_an_option_tells_the_income(tmp_path: Path) -> None:
    for option in compared(tmp_path, FIVE):
        assert str(int(PLANTED_INCOME)) not in repr(option)


def test_a_landlord_reads_the_ban_and_the_tenant_the_bill(tmp_path: Path) -> None:
    (whole,) = compared(tmp_path, ["whole"], tenure="rented", rules={"rent_eur_m2": 8.0})
    assert whole.landlord is not None
    assert whole.landlord.letting_until == datetime.date(2027, 12, 31)
    assert whole.landlord.letting_until_after is None
    assert whole.landlord.tax_relief_year_eur["loc1"] == cents(8.0 * 70 * 12 * 0.15)
    assert whole.tenant_month_saving_eur is not None
    assert whole.tenant_month_saving_eur.low <= whole.tenant_month_saving_eur.typical
    assert any("31 décembre 2027" in warning for warning in whole.warnings)


def test_an_electric_home_is_warned_of_the_label_of_next_year(tmp_path: Path) -> None:
    """Arrêté du 19 août 2026: electricity counts 1.7 from 1 January 2027, so that an E home becomes D (no grant)."""
    homes = electric(row_of_houses(3))
    dwelling = homes["dwelling"]
    homes = homes.replace(dwelling=dwelling.replace(living_area_m2=dwelling["living_area_m2"] * 1.5))
    (whole,) = compared(tmp_path, ["whole"], stock=homes)
    assert (whole.label_before, whole.way) == ("E", "ampleur")
    told = [text for text in whole.warnings if "1er janvier 2027" in text]
    assert any("D au lieu de E" in text for text in told), whole.warnings
    assert any("Déposer avant" in text for text in told), whole.warnings


def test_a_quote_of_a_firm_is_the_price_of_that_home_and_its_offer_counts(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        with project.write("Testeuse", "Entreprise") as writer:
            (firm,) = writer.insert("firm", [{"name": "Chauffage Exemple (fictif)"}])
        quote = {"firm_id": firm, "dwelling_id": homes[1], "work": "heat_pump", "unit_price_eur_ht": 14_000.0,
                 "quoted_on": datetime.date(2026, 10, 1), "cee_offer_eur": 4_000.0}  # fmt: skip
        record_quote(project, "Testeuse", quote)
        (asked,) = options(project, homes[1], ["heating"], FILED)
        (other,) = options(project, homes[0], ["heating"], FILED)
    (pump,) = (work for work in asked.works if work.work == "heat_pump")
    assert pump.cost_eur_ht.low == pump.cost_eur_ht.high == 14_000.0
    offer = next(aid for aid in asked.aids if aid.aid == "cee_air_water_heat_pump")
    assert (offer.amount_eur, offer.to_confirm) == (4_000.0, False)
    (pump,) = (work for work in other.works if work.work == "heat_pump")
    assert pump.cost_eur_ht.typical == pytest.approx(0.8 * 13_000 + 0.2 * 14_000)
    assert "Chauffage Exemple" in pump.source


def test_a_work_of_the_household_costs_its_materials_and_loses_aid_and_tax(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        (firm,) = options(project, homes[0], ["whole"], FILED)
        (own,) = options(project, homes[0], ["whole"], FILED, {"floor_below": "own"})
        with pytest.raises(RehabError):
            options(project, homes[0], ["whole"], FILED, {"heat_pump": "own"})
    line = next(work for work in own.works if work.work == "floor_below")
    paid = next(work for work in firm.works if work.work == "floor_below")
    assert line.vat_pct == 20
    assert line.cost_eur_ht.typical < paid.cost_eur_ht.typical
    assert line.hours_own > 0
    assert own.weeks.typical > firm.weeks.typical
    confirmed = next(aid for aid in own.aids if aid.aid == "mpr_ampleur")
    assert confirmed.to_confirm, "whether the gain may rest on the household's own works is not known"
    grants = [sum(aid.amount_eur for aid in one.aids if aid.aid.startswith("mpr_ampleur")) for one in (firm, own)]
    assert grants[1] == cents(grants[0] - 0.8 * paid.cost_eur_ht.typical)


def test_a_free_choice_is_compared_too_and_its_gaps_are_said(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        windows, walls = options(project, homes[0], [["windows_pvc"], ["wall_external_mineral"]], FILED)
        with pytest.raises(RehabError):
            options(project, homes[0], [["windows_pvc", "windows_wood"]], FILED)
        with pytest.raises(RehabError):
            options(project, homes[0], ["step"] * 6, FILED)
        with pytest.raises(RehabError):
            options(project, homes[0], ["step"], FILED, homes_together=0)
    assert any("ventilation" in issue for issue in windows.issues)
    assert any("fenêtres avant" in issue for issue in walls.issues)


def test_the_month_after_is_never_the_saving_of_the_label(tmp_path: Path) -> None:
    (whole,) = compared(tmp_path, ["whole"])
    conventional = whole.conventional_eur_before - whole.conventional_eur_after
    for end in ("low", "typical"):
        bill_after = getattr(whole.month_after_eur, end) - whole.payment_month_eur
        assert 12 * (getattr(whole.month_before_eur, end) - bill_after) < conventional
    spread = whole.month_after_eur.high - whole.month_after_eur.low
    assert spread > 0.4 * (whole.month_after_eur.typical - whole.payment_month_eur), "as unsure after as before"
    assert whole.month_after_eur.low <= whole.month_after_eur.typical <= whole.month_after_eur.high
    assert "pas une facture" in whole.bill_basis


def test_bundles_of_the_catalogue_are_all_comparable(tmp_path: Path) -> None:
    codes = list(bundles())
    found = compared(tmp_path, codes[:5])
    assert [option.bundle for option in found] == codes[:5]
    assert all(option.refusal == "" for option in found)


def test_a_choice_that_makes_the_next_step_harder_is_said(tmp_path: Path) -> None:
    heating, whole = compared(tmp_path, ["heating", "whole"])
    assert any("le chauffage après l’enveloppe" in issue for issue in heating.issues)
    assert whole.issues == ()
    assert len(whole.steps) == 3


def test_neighbours_together_pay_less_and_the_town_may_say_how_much(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        (alone,) = options(project, homes[0], ["whole"], FILED)
        (together,) = options(project, homes[0], ["whole"], FILED, homes_together=8)
        shared = {"what": "achat", "lots": ["joinery"], "homes": 2, "full": 2, "saved": [0.1, 0.1, 0.1]}
        keep_rules(project, "Testeuse", {"group": [shared]})
        (agreed,) = options(project, homes[0], ["whole"], FILED, homes_together=8)
    assert together.cost_eur.typical < alone.cost_eur.typical
    windows = [next(w for w in one.works if w.work == "windows_pvc").cost_eur_ht for one in (alone, agreed)]
    assert windows[1].typical == cents(windows[0].typical * 0.9)


def test_labour_and_materials_are_told_apart(tmp_path: Path) -> None:
    for work in compared(tmp_path, ["whole"])[0].works:
        assert 0 < work.labour_eur_ht < work.cost_eur_ht.typical


def test_composing_and_undoing_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        compose(project, "Testeuse", "whole", FILED, Progress(), homes)
        assert project.rows("works")
        project.undo("Testeuse")
        assert not project.rows("works")
        assert not project.rows("scenario")
        assert not project.rows("estimate")


def test_a_whole_street_has_the_plans_of_its_homes(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        plans = neighbourhood_plans(project, FIVE, FILED, Progress())
        own = options(project, homes[2], FIVE, FILED)
    for place, option in enumerate(own):
        assert plans.columns["left_typical_eur"][place][2] == pytest.approx(option.left_to_pay_eur.typical)
        assert plans.columns["label_after"][place][2] == option.label_after
        assert plans.columns["aids_eur"][place][2] == pytest.approx(option.aids_eur)
        assert plans.totals()[place]["cost_typical_eur"] == pytest.approx(3 * option.cost_eur.typical)


def test_the_command_prints_the_comparison_in_french(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    project.close()
    command = ["bundles", str(tmp_path / "q.rehab"), "--dwelling", str(homes[0]), "--on", FILED.isoformat()]
    assert main([*command, "--bundle", "whole"]) == 0
    printed = capsys.readouterr().out
    assert "Reste à payer" in printed
    assert "(à confirmer)" in printed
    assert str(int(PLANTED_INCOME)) not in printed
    assert main([*command, "--target", "label=B"]) == 0
    assert "bouquets comparés" in capsys.readouterr().out
    assert main(["rules", str(tmp_path / "q.rehab")]) == 0


def test_steps_are_followed_one_after_the_other_and_a_dead_end_is_said(tmp_path: Path) -> None:
    good = [
        ["loft_mineral", "windows_pvc", "ventilation_humidity"],
        ["wall_external_mineral", "scaffold"],
        ["heat_pump"],
    ]
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        found, problems = step_options(project, homes[0], good, FILED)
        _found, wrong = step_options(project, homes[0], good[::-1], FILED)
    assert problems == []
    assert any("le chauffage après l’enveloppe" in problem for problem in wrong)
    energy = [option.primary_kwh_m2_after for option in found]
    assert energy == sorted(energy, reverse=True)
    assert [option.name for option in found] == [f"Jusqu’à l’étape {number}" for number in (1, 2, 3)]


def test_the_command_sums_up_a_neighbourhood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, _homes = priced_street(tmp_path / "q.rehab")
    project.close()
    assert main(["bundles", str(tmp_path / "q.rehab"), "--bundle", "whole", "--on", FILED.isoformat()]) == 0
    assert "3 logements" in capsys.readouterr().out
