"""The worked cases of 2026 hold to the euro; each names its text in cases_2026.toml."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rehab_app.aids import special
from rehab_app.aids.compute import Aids, compute_aids
from rehab_app.aids.income import CLASSES, income_class
from rehab_app.aids.letting import letting_until
from rehab_app.aids.offer import offer_in_time
from rehab_app.aids.vat import vat_pct
from rehab_app.aids.ways import ways
from rehab_app.domain.catalogue.situation import MEASURES, SITUATION, expense
from rehab_app.domain.table import Table, from_rows
from rehab_app.domain.town import town_rules

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
TABLE = tomllib.loads(Path(__file__).with_name("cases_2026.toml").read_text(encoding="utf-8"))
CASES = TABLE["case"]


def left_to_pay(situations: Table, on: datetime.date) -> float:
    """Works and adviser's bill with tax, less the aids; what was given already is the town's."""
    local = float(np.nan_to_num(situations["other_aids_eur"])[0])
    aids = [{"code": "local", "label": "aide locale", "payer": "commune", "amount_eur": local}] if local else []
    works = round(float(situations["works_ht_eur"][0]) * 1.055, 2)
    both = ways(
        situations.replace(assistance_bill_eur=np.array([2_000.0])),
        np.array(["owner_occupied"], dtype=object),
        {"works": np.array([works])},
        town_rules({"aids": aids}),
        on,
    )
    if both.ampleur.amount_eur[0] > 0:
        return works + 2_000 - float(both.ampleur_eur[0])
    spent = sum(np.nan_to_num(situations[expense(measure)])[0] for measure in MEASURES)
    return float(spent - both.geste_eur[0])


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
    found = {name: figure(aids, name) for name in case["expected"] if name != "left_to_pay"}
    if "left_to_pay" in case["expected"]:
        found["left_to_pay"] = left_to_pay(situations, case.get("on", FILED))
    assert found == pytest.approx(case["expected"], abs=0.5), case["text"]


def special_amount(aid: str, given: dict[str, Any], on: datetime.date) -> float:
    def column(name: str, default: float = 0.0) -> Any:
        return np.array([given.get(name, default)])

    income = np.array([CLASSES.index(given.get("income", "superieure"))])
    no = np.array([False])
    if aid == "condominium":
        works, lots, gain = (column(name) for name in ("works_ht_eur", "lots", "gain_pct"))
        return float(special.condominium(works, lots, gain, no, no, on).amount[0])
    if aid == "adapt":
        dependent = np.array([given.get("dependent", False)])
        found = special.adapt(income, column("age_years"), dependent, column("disability"), column("works_eur"), on)
        return float(found.amount[0])
    if aid == "decent":
        before, after = column("label_before"), column("label_after")
        return float(special.decent(income, column("works_ht_eur"), before, after, on).amount[0])
    return float(special.whole_house_kwhc(from_rows(SITUATION, [{**COMMON, **given}]), on).amount[0])


@pytest.mark.parametrize("check", TABLE["check"], ids=[str(check["id"]) for check in TABLE["check"]])
def test_other_aids_hold_to_the_euro(check: dict[str, Any]) -> None:
    assert special_amount(check["aid"], check["given"], check.get("on", FILED)) == check["expected"], check["text"]


def test_what_nothing_is_known_of_is_left_to_be_entered() -> None:
    one = np.array([1.0])
    no = np.array([False])
    assert special.condominium(one, one, one, no, no, datetime.date(2026, 9, 1)).mark == "R"


@pytest.mark.parametrize("offer", TABLE["offer"], ids=[str(offer["id"]) for offer in TABLE["offer"]])
def test_an_offer_for_certificates_must_come_in_time(offer: dict[str, Any]) -> None:
    found = offer_in_time(offer["offered_on"], offer["signed_on"], offer.get("begun_on"))
    assert found is offer["in_time"], offer["text"]


@pytest.mark.parametrize("row", TABLE["ceiling"])
def test_income_ceilings_of_large_households(row: dict[str, Any]) -> None:
    situations = from_rows(SITUATION, [{**COMMON, "people": row["people"], "income_eur": row["income_eur"]}])
    assert CLASSES[income_class(situations, FILED)[0]] == row["class"]


@pytest.mark.parametrize("row", TABLE["letting"])
def test_poor_labels_may_not_be_let_anew(row: dict[str, Any]) -> None:
    assert letting_until(row["label"]) == row["until"]
    assert letting_until("D") is None


@pytest.mark.parametrize("row", TABLE["vat"])
def test_the_tax_follows_the_work_the_home_and_the_date(row: dict[str, Any]) -> None:
    age, own = np.array([row.get("age_years", 71.0)]), np.array([row.get("own_hands", False)])
    assert vat_pct(row["kind"], age, row["on"], own, np.array([True]))[0] == row["pct"]
