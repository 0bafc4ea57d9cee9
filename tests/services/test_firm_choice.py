"""The firm of a trade is chosen by certificates, price, distance and load, and the calendar says why."""

import datetime
import math
from pathlib import Path
from typing import Any

import pytest

from rehab_app.core.progress import Progress
from rehab_app.services.firm_choice import NO_FIRM, FirmChoice, Key, Trade, Weights, choose_firms
from rehab_app.services.firm_facts import FirmFacts
from rehab_app.services.firm_reasons import firm_words
from rehab_app.services.scheduling import schedule_groups
from rehab_app.storage.project import Project
from tests.journeys.working_town import FIRST_DAY, build_working

START = datetime.date(2027, 3, 1)
LOFT = "Isolation des combles perdus"
LATE = datetime.date(2029, 1, 1)
WORTH = Weights(eur_per_km=0.5, eur_per_week=60.0, renewal_eur=250.0)
TRADE = Trade(1, "roof", 10, 5, {"loft_mineral": 200.0})


def firm(number: int, **known: Any) -> FirmFacts:
    facts: dict[str, Any] = {
        "lots": ("roof",),
        "crews": 1,
        "certificates": {LOFT: LATE},
        "domains": (LOFT,),
        "distance_km": 5.0,
        "price_eur_ht": {},
    }
    return FirmFacts(firm_id=number, name=f"Toits {number} (fictif)", **{**facts, **known})


def chosen(
    firms: list[FirmFacts], trades: list[Trade] | None = None, held: dict[Key, int] | None = None
) -> dict[Key, FirmChoice]:
    return choose_firms(trades or [TRADE], firms, START, {"loft_mineral": 30.0}, held or {}, WORTH)


def codes(choice: FirmChoice) -> list[str]:
    return [reason["reason"] for reason in choice.reasons]


def test_no_price_makes_up_for_a_missing_certificate() -> None:
    cheap = firm(1, certificates={}, domains=(), price_eur_ht={"loft_mineral": 5.0})
    choice = chosen([cheap, firm(2)])[1, "roof"]
    assert choice.firm_id == 2
    assert "not_certified" in codes(choice)
    assert "sans certificat valable\u00a0: Toits 1 (fictif)" in firm_words(choice.reasons)


def test_a_certificate_that_ended_is_none_and_one_without_a_known_end_holds() -> None:
    ended = firm(1, certificates={LOFT: START - datetime.timedelta(days=1)})
    assert chosen([ended, firm(2, certificates={})])[1, "roof"].firm_id == 2
    alone = chosen([ended])[1, "roof"]
    assert alone.firm_id == 1
    assert codes(alone)[:2] == ["no_certificate", "only"]


def test_a_certificate_that_ends_within_the_works_is_told_and_weighs() -> None:
    ending = firm(1, certificates={LOFT: START + datetime.timedelta(days=7)}, distance_km=0.0)
    assert chosen([ending, firm(2)])[1, "roof"].firm_id == 2
    alone = chosen([ending])[1, "roof"]
    assert "prend fin le 8 mars 2027, pendant les travaux" in firm_words(alone.reasons)


def test_quotes_weigh_more_than_a_few_kilometres() -> None:
    near, dear = firm(1, distance_km=1.0), firm(2, distance_km=40.0, price_eur_ht={"loft_mineral": 26.0})
    choice = chosen([near, dear])[1, "roof"]
    assert choice.firm_id == 2, "800 € less on the quote, 390 € more on the way"
    assert "13\u202f% sous le prix habituel" in firm_words(choice.reasons)
    far = firm(2, distance_km=140.0, price_eur_ht={"loft_mineral": 26.0})
    choice = chosen([near, far])[1, "roof"]
    assert choice.firm_id == 1
    assert codes(choice)[0] == "nearest"


def test_works_are_spread_when_nothing_else_tells_firms_apart() -> None:
    trades = [Trade(group, "roof", 10, 5, {"loft_mineral": 200.0}) for group in range(1, 5)]
    found = chosen([firm(1), firm(2), firm(3, crews=0)], trades)
    assert sorted(choice.firm_id for choice in found.values()) == [1, 1, 2, 2]


def test_a_distance_that_is_not_known_counts_for_nothing() -> None:
    assert chosen([firm(1, distance_km=math.nan)])[1, "roof"].firm_id == 1


def test_who_was_promised_stays_and_a_trade_of_nobody_has_no_firm() -> None:
    better = firm(2, price_eur_ht={"loft_mineral": 10.0})
    assert chosen([firm(1), better], held={(1, "roof"): 1})[1, "roof"] == FirmChoice(
        1, ({"reason": "held", "values": {}},)
    )
    assert chosen([firm(1, lots=("solar",))])[1, "roof"] == FirmChoice(NO_FIRM)


def test_the_calendar_keeps_the_firm_chosen_and_why(tmp_path: Path) -> None:
    path = tmp_path / "p.rehab"
    build_working(path)
    with Project.open(path) as project:
        with project.write("", "Une autre entreprise") as writer:
            valid = [{"domain": LOFT, "from": "2025-01-01", "until": "2030-01-01"}]
            row = {"name": "Toits Sûrs (fictif)", "lots": ["roof"], "crews": 1, "qualifications": valid, "fictional": 1}
            (better,) = writer.insert("firm", [row])
        schedule_groups(project, "", FIRST_DAY, Progress(), seconds=2)
        roofs = project.rows("calendar_entry", lot="roof")
        assert {row["firm_id"] for row in roofs} == {better}
        told = firm_words(roofs[0]["firm_reasons"])
        assert "certificats valables pendant tous les travaux" in told
        assert "Toits Essai (fictif)" in told

        promised = roofs[0]
        with project.write("", "Promesse") as writer:
            writer.update("calendar_entry", promised["id"], promised["version"], {"promised": 1})
        with project.write("", "Une entreprise moins chère") as writer:
            (cheap,) = writer.insert("firm", [{**row, "name": "Toits Moins (fictif)"}])
            quote = {"firm_id": cheap, "work": "loft_mineral", "unit_price_eur_ht": 1.0, "quoted_on": FIRST_DAY}
            writer.insert("quote", [quote])
        schedule_groups(project, "", FIRST_DAY, Progress(), seconds=2)
        assert {row["firm_id"] for row in project.rows("calendar_entry", lot="roof")} == {better}


@pytest.mark.parametrize("share", [-0.13, 0.0, 0.02])
def test_a_gap_is_told_below_at_or_above(share: float) -> None:
    told = firm_words([{"reason": "price", "values": {"share": share}}])
    assert told == {
        -0.13: "ses devis sont 13\u202f% sous le prix habituel",
        0.0: "ses devis sont au prix habituel",
        0.02: "ses devis sont 2\u202f% au-dessus du prix habituel",
    }[share]  # fmt: skip
