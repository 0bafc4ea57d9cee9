"""Properties of the plan that hold for any home, household, bundle, rule of the town and date."""

import datetime
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.domain.financing import cents
from rehab_app.domain.town import town_rules
from rehab_app.services.money import Money, Terms, money
from rehab_app.services.options import options_of
from rehab_app.services.situations import Households
from rehab_app.works.catalogue import bundles
from rehab_app.works.evaluate import evaluate
from tests.works.houses import between_street_and_garden, row_of_houses

CODES = list(bundles())
OWN = ("floor_below", "loft_mineral", "wall_internal_mineral")
PLANS = st.fixed_dictionaries(
    {
        "on": st.sampled_from(
            [
                datetime.date(2025, 6, 1),
                datetime.date(2026, 1, 15),
                datetime.date(2026, 6, 1),
                datetime.date(2026, 11, 22),
            ]
        ),
        "bundle": st.sampled_from(CODES),
        "income": st.one_of(st.none(), st.integers(0, 150_000)),
        "people": st.integers(1, 8),
        "tenure": st.sampled_from(["owner_occupied", "rented", "vacant"]),
        "heritage": st.sampled_from(["none", "unesco", ""]),
        "own": st.sets(st.sampled_from(OWN)),
        "amount": st.integers(0, 40_000),
        "rate": st.integers(0, 100),
        "together": st.integers(1, 12),
    }
)


def plan(drawn: dict[str, Any]) -> Money:
    homes = row_of_houses(1)
    found = evaluate(
        homes, between_street_and_garden(homes, drawn["heritage"]), [bundles()[drawn["bundle"]].works], drawn["on"]
    )
    text = {"tenure": drawn["tenure"], "owner_kind": "person", "department": "62"}
    income = np.nan if drawn["income"] is None else float(drawn["income"])
    households = Households(
        people=np.array([float(drawn["people"])]),
        income_eur=np.array([income]),
        **{name: np.array([value], dtype=object) for name, value in text.items()},
    )
    aids = [
        {"code": "a", "label": "A", "payer": "Commune", "amount_eur": drawn["amount"]},
        {"code": "b", "label": "B", "payer": "Département", "rate_pct": drawn["rate"], "advance": True},
    ]
    terms = Terms(drawn["on"], done_by=dict.fromkeys(drawn["own"], "own"), homes_together=drawn["together"])
    return money(found, households, town_rules({"aids": aids}), terms)


@settings(deadline=None, max_examples=30)
@given(drawn=PLANS)
def test_what_is_shown_adds_up_to_the_cent_and_aids_stay_within_the_works(drawn: dict[str, Any]) -> None:
    (option,) = options_of(plan(drawn), 1, {0: drawn["bundle"]})
    assert option.cost_eur.typical == cents(sum(work.cost_eur.typical for work in option.works))
    assert option.cost_eur_ht.typical == cents(sum(work.cost_eur_ht.typical for work in option.works))
    assert option.aids_eur == cents(sum(aid.amount_eur for aid in option.aids if aid.counted))
    assert option.left_to_pay_eur.typical == cents(option.total_eur - option.aids_eur)
    assert 0 <= option.aids_eur <= option.total_eur
    assert option.left_to_pay_eur.low >= 0
    assert option.fronted_eur >= 0
    assert all(aid.amount_eur >= 0 and aid.reason for aid in option.aids)
    carried = sum(loan.capital_eur for loan in option.loans if loan.chosen)
    assert option.own_money_eur == cents(option.left_to_pay_eur.typical - carried)
    assert option.own_money_eur >= 0


@settings(deadline=None, max_examples=15)
@given(drawn=PLANS)
def test_the_dearer_the_prices_the_more_there_is_to_pay_before_aids(drawn: dict[str, Any]) -> None:
    found = plan(drawn)
    assert (found.ttc_eur["low"] <= found.ttc_eur["typical"]).all()
    assert (found.ttc_eur["typical"] <= found.ttc_eur["high"]).all()
    for line in found.lines.values():
        assert (line.ttc_eur["typical"] >= line.ht_eur["typical"]).all()
        assert set(line.vat_pct.tolist()) <= {5.5, 10.0, 20.0}
