"""What bundles of works are given: aids with their reasons and dates, rules of the town, taxes, loans."""

import datetime
from pathlib import Path

import numpy as np
import pytest

from rehab_app.core.errors import RehabError
from rehab_app.domain.financing import Option, State, cents
from rehab_app.services.bundling import options
from rehab_app.services.town import keep_rules, read_rules
from tests.services.priced_street import electric, priced_street
from tests.works.houses import row_of_houses

FILED = datetime.date(2026, 11, 22)
FIVE = ["step", "envelope", "heating", "whole", "whole_biosourced"]


def compared(tmp_path: Path, chosen: list[str], on: datetime.date = FILED, **street: object) -> list[Option]:
    project, homes = priced_street(tmp_path / "q.rehab", **street)  # type: ignore[arg-type]
    with project:
        return options(project, homes[1], chosen, on)


def test_a_refusal_names_its_reason_and_the_date_of_the_rules(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        (since,) = options(project, homes[0], ["envelope"], FILED)
        (before,) = options(project, homes[0], ["envelope"], datetime.date(2026, 8, 20))
    refused = next(aid for aid in since.aids if aid.aid == "mpr_ampleur")
    assert (refused.state, refused.rules_on) == (State.REFUSED, FILED)
    assert "une chaudière au gaz" in refused.reason
    assert before.way == "ampleur"
    assert any("1er septembre 2026" in text for text in before.warnings), "file before the rule changes"


def test_figures_that_are_not_sure_are_shown_to_be_confirmed_and_unknown_ones_left_to_the_town(tmp_path: Path) -> None:
    (heating,) = compared(tmp_path, ["heating"])
    offers = [aid for aid in heating.aids if aid.aid.startswith("cee_")]
    assert offers
    assert all(aid.to_confirm for aid in offers)
    local = next(aid for aid in heating.aids if aid.aid == "local")
    assert (local.state, local.mark, local.amount_eur) == (State.TO_ENTER, "R", 0.0)


def test_without_an_income_no_line_says_that_it_is_too_high(tmp_path: Path) -> None:
    """What is not known is told, with the least and the most that each class would be given."""
    aid = {"code": "toits", "label": "Aide aux toits", "payer": "Ville-Inventée", "amount_eur": 700,
           "classes": ["modeste"]}  # fmt: skip
    (unsaid,) = compared(tmp_path, ["heating"], income_eur=None, rules={"aids": [aid]})
    told = {line.aid: line.reason for line in unsaid.aids} | {loan.loan: loan.reason for loan in unsaid.loans}
    assert not [reason for reason in told.values() if "dépasse" in reason]
    assert told["mpr_geste_air_water_heat_pump"].startswith("revenu non saisi : de 0 € à 5 000 €")
    assert told["toits"].startswith("revenu non saisi : de 0 € à 700 €")
    assert told["par_plus"].startswith("revenu non saisi")
    assert "à saisir" in told["toits"]


@pytest.mark.parametrize(("income", "given"), [(1.0, 5_000.0), (90_000.0, 0.0)])
def test_an_income_that_is_known_gives_the_ends_that_were_told(tmp_path: Path, income: float, given: float) -> None:
    (heating,) = compared(tmp_path, ["heating"], income_eur=income)
    line = next(one for one in heating.aids if one.aid == "mpr_geste_air_water_heat_pump")
    assert line.amount_eur == given
    assert ("le revenu dépasse le plafond" in line.reason) == (given == 0)
    assert "non saisi" not in line.reason


def test_the_income_of_a_landlord_is_not_asked_of_the_tenant(tmp_path: Path) -> None:
    (heating,) = compared(tmp_path, ["heating"], tenure="rented")
    line = next(one for one in heating.aids if one.aid == "mpr_geste_air_water_heat_pump")
    assert line.reason.startswith("le revenu du propriétaire n’est pas saisi ici")


def test_without_an_income_the_highest_class_is_counted_and_said(tmp_path: Path) -> None:
    (whole,) = compared(tmp_path, ["whole"], income_eur=None)
    grant = next(aid for aid in whole.aids if aid.aid == "mpr_ampleur")
    assert grant.to_confirm
    assert "revenu non saisi" in grant.reason
    assert grant.amount_eur == pytest.approx(0.1 * min(whole.cost_eur_ht.typical, 40_000), abs=0.01)


def test_rules_of_the_town_enter_the_plan(tmp_path: Path) -> None:
    aid = {"code": "facades", "label": "Aide aux façades", "payer": "Ville-Inventée", "rate_pct": 20,
           "ceiling_eur": 5_000, "works": ["wall_external_mineral"], "classes": ["tres_modeste"]}  # fmt: skip
    (with_aid,) = compared(tmp_path, ["whole"], rules={"aids": [aid], "forbidden": ["direct_electric_heating"]})
    line = next(one for one in with_aid.aids if one.aid == "facades")
    assert (line.payer, line.amount_eur, line.state) == ("Ville-Inventée", 1_000.0, State.COUNTED)


def test_a_rule_of_the_town_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(RehabError) as refused:
        compared(tmp_path, ["step"], rules={"aids": [{"code": "x", "label": "X", "payer": "Commune"}]})
    assert "aids[1]" in refused.value.text


def test_rules_are_kept_as_one_action_that_can_be_undone(tmp_path: Path) -> None:
    project, _homes = priced_street(tmp_path / "q.rehab")
    with project:
        keep_rules(project, "Testeuse", {"property_tax_relief_pct": 50})
        assert read_rules(project).property_tax_relief_pct == 50
        with pytest.raises(RehabError):
            keep_rules(project, "Testeuse", {"aids": [
                {"code": "a", "label": "A", "payer": "Commune", "amount_eur": 1, "works": ["paille"]}]})  # fmt: skip
        project.undo("Testeuse")
        assert read_rules(project).property_tax_relief_pct is None


def test_relief_of_property_tax_comes_besides_the_plan(tmp_path: Path) -> None:
    (whole,) = compared(tmp_path, ["whole"], rules={"property_tax_relief_pct": 100})
    relief = next(aid for aid in whole.aids if aid.aid == "property_tax")
    assert (relief.state, relief.amount_eur) == (State.BESIDE, 3 * 1_019.0)
    assert whole.aids_eur == cents(sum(aid.amount_eur for aid in whole.aids if aid.counted))


def test_own_money_lowers_the_loan_and_not_what_is_left_to_pay(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        (borrowed,) = options(project, homes[0], ["whole"], FILED)
        (saved,) = options(project, homes[0], ["whole"], FILED, own_money_eur=3_000)
    assert saved.left_to_pay_eur == borrowed.left_to_pay_eur
    assert saved.own_money_eur == cents(borrowed.own_money_eur + 3_000)
    assert saved.payment_month_eur < borrowed.payment_month_eur
    last = saved.years[-1]
    assert last.year == 15
    assert last.with_eur.typical == pytest.approx(
        saved.own_money_eur + 12 * 15 * (saved.month_after_eur.typical), abs=15 * 12 * 0.02
    )
    assert last.without_eur.typical == pytest.approx(12 * 15 * saved.month_before_eur.typical, abs=15 * 12 * 0.02)


def test_a_home_that_cannot_be_estimated_says_why_and_has_no_grant_for_its_label(tmp_path: Path) -> None:
    homes = row_of_houses(3)
    dwelling = homes["dwelling"]
    homes = homes.replace(dwelling=dwelling.replace(living_area_m2=np.full(3, np.nan)))
    (whole,) = compared(tmp_path, ["whole"], stock=homes)
    assert whole.refusal
    assert whole.label_after == ""
    grant = next(aid for aid in whole.aids if aid.aid == "mpr_ampleur")
    assert "n’est pas connue" in grant.reason
    assert whole.left_to_pay_eur.typical == cents(whole.total_eur - whole.aids_eur)


def test_an_f_home_that_becomes_e_keeps_its_grant(tmp_path: Path) -> None:
    """350 kWh at 1.9 are 313 at 1.7: F becomes E, still admitted to the rénovation d'ampleur."""
    (whole,) = compared(tmp_path, ["whole"], stock=electric(row_of_houses(3)))
    told = [text for text in whole.warnings if "1er janvier 2027" in text]
    assert any("E au lieu de F" in text for text in told)
    assert not any("Déposer avant" in text for text in told)


def test_a_work_that_left_the_list_says_since_when(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        (now,) = options(project, homes[0], ["step"], FILED)
        (before,) = options(project, homes[0], ["step"], datetime.date(2026, 8, 20))
    gone = next(aid for aid in now.aids if aid.aid == "mpr_geste_roof_insulation")
    assert (gone.state, "1er septembre 2026" in gone.reason) == (State.REFUSED, True)
    given = next(aid for aid in before.aids if aid.aid == "mpr_geste_roof_insulation")
    assert 0 < given.amount_eur <= 25 * 40
    assert ("écrêtée" in given.reason) == (given.amount_eur < 25 * 40)


def test_the_date_of_the_quote_decides_for_the_certificates(tmp_path: Path) -> None:
    """Offers of 2025 and of 2026 are not the same price; the date of filing stays that of MaPrimeRénov'."""
    project, homes = priced_street(tmp_path / "q.rehab")
    filed, quoted = datetime.date(2026, 3, 1), datetime.date(2025, 12, 1)
    with project:
        (new,) = options(project, homes[0], ["step"], filed)
        (old,) = options(project, homes[0], ["step"], filed, quoted_on=quoted)
    offers = [next(aid for aid in one.aids if aid.aid == "cee_roof_insulation") for one in (new, old)]
    assert offers[0].amount_eur == cents(40 * 1_700 * 0.0135)
    assert offers[1].amount_eur == cents(40 * 1_700 * 0.008)
    assert (offers[0].rules_on, offers[1].rules_on) == (filed, quoted)
    assert next(aid for aid in old.aids if aid.aid == "mpr_ampleur").rules_on == filed
