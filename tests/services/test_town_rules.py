"""Rules typed by a town: what cannot be read is named, whatever its shape, and never breaks a calculation later."""

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.core.errors import RehabError
from rehab_app.domain.town import town_rules

AID = {"code": "a", "label": "Aide", "payer": "Commune", "amount_eur": 500}


@pytest.mark.parametrize(
    ("rules", "where"),
    [
        ([1], ""),
        ({"aids": 3}, "aids"),
        ({"aids": ["x"]}, "aids[1]"),
        ({"aids": [AID | {"works": "windows_pvc"}]}, "aids[1].works"),
        ({"aids": [AID | {"tenures": ["owner"]}]}, "aids[1].tenures"),
        ({"aids": [AID | {"labels_before": "EFH"}]}, "aids[1].labels_before"),
        ({"aids": [AID | {"advance": "yes"}]}, "aids[1].advance"),
        ({"aids": [AID | {"amount_eur": None, "rate_pct": 150}]}, "aids[1].rate_pct"),
        ({"denormandie": "oui"}, "denormandie"),
        ({"cee_eur_per_mwhc": 7}, "cee_eur_per_mwhc"),
        ({"cee_eur_per_mwhc": {"modest": 7}}, "cee_eur_per_mwhc.modest"),
        ({"indices": {"BT50": 3}}, "indices.BT50"),
        ({"indices": {"BT50": {"2026-07": 0}}}, "indices.BT50"),
        ({"region_factor": 0}, "region_factor"),
        ({"region_factor": float("nan")}, "region_factor"),
        ({"forbidden": "direct_electric_heating"}, "forbidden"),
        ({"group": [{"homes": 2, "full": 6, "saved": ["a", "b", "c"]}]}, "group[1].saved"),
        ({"group": [{"homes": 6, "full": 2, "saved": [0.1, 0.2, 0.3]}]}, "group[1].full"),
        ({"group": [{"homes": 2, "full": 6, "saved": [0.3, 0.2, 0.1]}]}, "group[1].saved"),
    ],
)
def test_a_rule_that_cannot_be_read_is_named(rules: Any, where: str) -> None:
    with pytest.raises(RehabError) as raised:
        town_rules(rules)
    assert raised.value.where == where


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(
    [
        "aids",
        "forbidden",
        "offered",
        "indices",
        "cee_eur_per_mwhc",
        "group",
        "denormandie",
        "region_factor",
        "rent_eur_m2",
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(KEYS, ANYTHING, max_size=3))
def test_whatever_is_typed_is_read_or_refused_in_words(rules: dict[str, Any]) -> None:
    with contextlib.suppress(RehabError):
        assert town_rules(rules).region_factor > 0
