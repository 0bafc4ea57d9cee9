"""What each member pays: common works, works of its own, prices of firms, and what all share, to the cent."""

import datetime
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.group_agreements import agree
from rehab_app.services.group_costs import drop_cost, share_cost, shared_cost
from rehab_app.services.group_prices import PricedHome, Range, SharedCost, divided, effect, exactly, together
from rehab_app.services.group_view import Group, read_board
from rehab_app.storage.project import Project
from tests.journeys.working_town import MEMBERS, build_working

WHO = "Testeuse"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "groupe.rehab"
    build_working(path)
    with Project.open(path) as opened:
        yield opened


def group_of(project: Project) -> Group:
    (group,) = read_board(project, Progress()).groups
    return group


def record(project: Project, table: str, row: Mapping[str, Any]) -> None:
    with project.write(WHO, "Essai") as writer:
        writer.insert(table, [row])


@given(
    st.floats(0, 100_000), st.lists(st.floats(1, 90_000), min_size=1, max_size=12), st.sampled_from(("equal", "works"))
)
def test_parts_add_up_to_the_cent(amount: float, works: list[float], key: str) -> None:
    paid = divided(amount, dict(enumerate(works)), key)
    assert round(sum(paid.values()), 2) == round(amount, 2)
    assert all(value >= 0 for value in paid.values())


def test_a_key_divides_as_it_says() -> None:
    works = {1: 10_000.0, 2: 30_000.0}
    assert divided(1_000, works, "equal") == {1: 500.0, 2: 500.0}
    assert divided(1_000, works, "works") == {1: 250.0, 2: 750.0}
    assert all(math.isnan(part) for part in divided(1_000, {1: math.nan, 2: 1.0}, "works").values())


def test_nothing_is_saved_on_works_of_a_home_s_own() -> None:
    alone = [PricedHome(at, at, at, exactly(1_000), exactly(9_000)) for at in range(6)]
    walls = frozenset((at, at + 1) for at in range(5))
    own = [*alone[:-1], PricedHome(5, 5, 5, exactly(1_000), exactly(9_000), Range(3_000, 4_000, 5_000))]
    before, after = together(alone, walls), together(own, walls)
    assert after.price[5].typical - before.price[5].typical == pytest.approx(4_000)
    assert after.price[5].high - before.price[5].high == pytest.approx(5_000)
    assert after.saved_high_eur_ht == before.saved_high_eur_ht


def test_a_quote_takes_the_place_of_the_estimate_of_its_line_only(project: Project) -> None:
    before = group_of(project)
    home = before.members[0].home
    old = {line.work: line for line in before.lines(home)}
    quote = {"firm_id": 2, "dwelling_id": home.home_id, "work": "windows_pvc", "unit_price_eur_ht": 800.0}
    record(project, "quote", {**quote, "quoted_on": datetime.date(2027, 1, 8)})
    after = group_of(project)
    lines = {line.work: line for line in after.lines(after.members[0].home)}
    asked = lines["windows_pvc"].asked
    assert asked is not None
    assert (asked.source, asked.amount_eur_ht, asked.firm) == ("quote", 7_200.0, "Fenêtres Essai (fictif)")
    assert {work: line for work, line in lines.items() if line.asked is None} == {
        work: line for work, line in old.items() if work != "windows_pvc"
    }
    reduced = {member: price for member, price in after.prices.price.items() if member != home.home_id}
    assert reduced == {member: before.prices.price[member] for member in reduced}, "a quote of one moves no other"
    mine = after.prices.price[home.home_id]
    assert mine.high - mine.low < before.prices.price[home.home_id].high - before.prices.price[home.home_id].low


def test_a_signed_quote_counts_before_a_later_one_and_the_invoices_before_both(project: Project) -> None:
    home = group_of(project).members[0].home.home_id
    line = {"firm_id": 2, "dwelling_id": home, "work": "windows_pvc"}
    signed = {
        "unit_price_eur_ht": 700.0,
        "quoted_on": datetime.date(2027, 1, 8),
        "signed_on": datetime.date(2027, 2, 1),
    }
    record(project, "quote", {**line, **signed})
    record(project, "quote", {**line, "unit_price_eur_ht": 600.0, "quoted_on": datetime.date(2027, 3, 1)})

    def windows() -> Any:
        group = group_of(project)
        return next(one for one in group.lines(group.members[0].home) if one.work == "windows_pvc")

    assert windows().asked.amount_eur_ht == 700 * 9
    record(project, "invoice", {**line, "amount_eur_ht": 2_000.0, "invoiced_on": datetime.date(2027, 4, 1)})
    assert (windows().asked.source, windows().invoiced_eur_ht) == ("quote", 2_000.0)
    record(project, "invoice", {**line, "amount_eur_ht": 4_500.0, "invoiced_on": datetime.date(2027, 5, 1), "final": 1})
    assert (windows().asked.source, windows().asked.amount_eur_ht) == ("invoice", 6_500.0)


def test_a_quote_for_the_group_prices_each_member_by_its_own_quantity(project: Project) -> None:
    group = group_of(project)
    quote = {"firm_id": 2, "group_id": group.group_id, "work": "windows_pvc", "unit_price_eur_ht": 650.0}
    record(project, "quote", {**quote, "quantity": 54.0, "quoted_on": datetime.date(2027, 1, 8)})
    after = group_of(project)
    for member in after.inside:
        (line,) = (one for one in after.lines(member.home) if one.work == "windows_pvc")
        assert line.asked is not None
        assert line.asked.amount_eur_ht == 650 * 9


def test_a_member_that_leaves_leaves_its_part_of_the_shared_costs_to_the_others(project: Project) -> None:
    group = group_of(project)
    share_cost(project, WHO, group.group_id, group.version, shared_cost("Étude du sol (fictive)", "6 000", False))
    shared = group_of(project)
    assert sum(shared.prices.shared.values()) == 6_000
    home = shared.members[0].home.home_id
    fewer = shared.without(home)
    assert set(fewer.shared.values()) == {1_200.0}
    changes = effect(shared.prices, fewer)
    bare = effect(group.prices, group.without(home))
    for other, change in changes.items():
        assert change - bare[other] == pytest.approx(200.0)
    project.undo(WHO)
    assert group_of(project).prices == group.prices


def test_the_town_pays_half_only_once_it_has_agreed(project: Project) -> None:
    group = group_of(project)
    share_cost(project, WHO, group.group_id, group.version, shared_cost("Coordination", "1 200,60", True))
    asked = {"kind": "town_half", "state": "asked", "note": ""}
    agree(project, WHO, group.group_id, group_of(project).version, asked)
    assert sum(group_of(project).prices.shared.values()) == pytest.approx(1_200.60)
    agreed = {**asked, "state": "agreed", "agreed_on": "2027-01-11"}
    agree(project, WHO, group.group_id, group_of(project).version, agreed)
    assert sum(group_of(project).prices.shared.values()) == pytest.approx(600.30)
    assert len(group_of(project).agreements) == 1
    drop_cost(project, WHO, group.group_id, group_of(project).version, 0)
    assert sum(group_of(project).prices.shared.values()) == 0


def test_by_the_price_of_the_works_who_has_more_done_pays_more(project: Project) -> None:
    group = group_of(project)
    share_cost(project, WHO, group.group_id, group.version, shared_cost("Base vie", "900", False))
    quote = {"firm_id": 2, "dwelling_id": group.members[0].home.home_id, "work": "windows_pvc"}
    record(project, "quote", {**quote, "unit_price_eur_ht": 2_000.0, "quoted_on": datetime.date(2027, 1, 8)})
    key = {"kind": "cost_key", "key": "works", "agreed_on": "2027-01-11"}
    agree(project, WHO, group.group_id, group_of(project).version, key)
    parts = group_of(project).prices.shared
    assert parts[group.members[0].home.home_id] == max(parts.values()) > min(parts.values())
    assert round(sum(parts.values()), 2) == 900
    assert len(parts) == MEMBERS


def test_a_cost_without_a_name_or_an_amount_is_refused() -> None:
    for name, amount, where in (("", "100", "name"), ("Base", "", "amount_eur_ht"), ("Base", "cent", "amount_eur_ht")):
        with pytest.raises(RehabError) as caught:
            shared_cost(name, amount, False)
        assert caught.value.where == where


def test_shared_costs_of_nobody_are_nobody_s() -> None:
    assert together([], frozenset(), shared=[SharedCost("Base", 100.0)]).shared == {}
