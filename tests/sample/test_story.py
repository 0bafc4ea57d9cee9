"""The fictional neighbourhood under way: coherent, marked as invented, without an income, something on each page."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from rehab_app.core.progress import Progress
from rehab_app.domain.catalogue.records import RECORD_TABLES
from rehab_app.domain.fields import Kind
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.calendar_view import planned_from, read_calendar
from rehab_app.services.firm_facts import firm_facts
from rehab_app.services.follow_up import FollowUp, read_follow_up
from rehab_app.services.group_agreements import AGREEMENTS, kind_of
from rehab_app.services.group_costs import shared_costs
from rehab_app.services.sample import SampleReport, build_sample
from rehab_app.services.sampling.story_plot import PILOT, QUOTED, UNDER_WAY, homes_of, texts
from rehab_app.services.visits import next_appointment, visits_of
from rehab_app.services.work_plans import WorkPlans
from rehab_app.storage.project import Project

TODAY = datetime.date(2026, 11, 23)
# Numbers that Arcep keeps for works of fiction: 03 53 01 xx xx and 06 39 98 xx xx among others.
_FICTION = re.compile(r"(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98)( \d\d){2}")

Made = tuple[Path, SampleReport]


def build(folder: Path, today: datetime.date = TODAY) -> Made:
    location = folder / "quartier.rehab"
    return location, build_sample(location, Progress(), "Testeuse", today, calendar_seconds=1.0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return build(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="module")
def project(made: Made) -> Iterator[Project]:
    with Project.open(made[0]) as opened:
        yield opened


@pytest.fixture(scope="module")
def followed(project: Project) -> FollowUp:
    return read_follow_up(project, read_neighbourhood(project, Progress()), TODAY, Progress())


def values_of(project: Project, kind: Kind) -> Iterator[tuple[str, Any]]:
    """Every value of a kind of field that the project holds, with its place."""
    for spec in RECORD_TABLES:
        names = [field.name for field in spec.fields if field.kind is kind]
        if spec.name.startswith("journal") or not names:
            continue
        for row in project.rows(spec.name):
            yield from ((f"{spec.name}.{name}", row[name]) for name in names if row[name] not in (None, ""))


def test_groups_stand_at_every_stage_and_their_homes_with_them(project: Project) -> None:
    stages = Counter(group["stage"] for group in project.rows("owner_group"))
    assert (stages["accepted"], stages["works"], stages["quoted"], stages["committed"]) == (1, 1, 2, 3)
    assert stages["interested"] == 4
    assert stages["sensed"] >= 1
    homes = Counter(home["stage"] for home in project.rows("dwelling"))
    assert all(homes[stage] for stage in ("accepted", "works", "quoted", "committed", "interested", "withdrawn"))


def test_no_income_and_no_household_is_in_the_sample(project: Project) -> None:
    assert project.rows("household") == []


def test_every_number_to_call_is_one_of_fiction_and_every_mailbox_an_example(project: Project) -> None:
    told = [(place, str(value)) for place, value in values_of(project, Kind.TEXT)]
    told += [("contacts", str(value)) for one in project.neighbourhood()["contacts"] for value in one.values()]
    phones = [text for place, text in told if place.endswith(".phone")]
    assert len(phones) > 30
    for place, text in told:
        for number in re.findall(r"\b0[1-9](?: \d\d){4}\b", text):
            assert _FICTION.fullmatch(number), place
        if "@" in text:
            assert text.endswith("@example.org"), place
    assert all(_FICTION.fullmatch(phone) for phone in phones)


def test_everybody_who_can_be_called_is_an_example(project: Project) -> None:
    names = [row["name"] for table in ("home_contact", "firm") for row in project.rows(table)]
    names += [one["name"] for one in project.neighbourhood()["contacts"]]
    assert all("Exemple" in name and "(fictif)" in name for name in names)
    assert all(row["siret"].startswith("000000000") for row in project.rows("firm"))
    assert all("EXEMPLE" in row["invoice_number"] for row in project.rows("invoice"))
    assert all("fictifs" in row["source"] for row in project.rows("degree_days"))


def test_what_has_happened_lies_behind_and_what_is_to_come_ahead(project: Project, made: Made) -> None:
    past = {
        "quote": ("quoted_on", "signed_on"), "invoice": ("invoiced_on",), "acceptance": ("began_on", "accepted_on"),
        "visit": ("visited_on",), "show_visit": ("visited_on",), "bill": ("starts_on", "ends_on"),
        "show_home": ("opened_on", "consent_on"),
    }  # fmt: skip
    for table, names in past.items():
        rows = project.rows(table)
        assert rows, table
        assert all(row[name] is None or row[name] <= TODAY for row in rows for name in names), table
    ahead = made[1].told.ahead
    assert all(entry["starts_on"] > TODAY for entry in project.rows("calendar_entry", group_id=ahead))


def test_a_home_is_quoted_then_built_then_invoiced_then_accepted(project: Project) -> None:
    quotes = {(row["dwelling_id"], row["work"]): row for row in project.rows("quote") if row["signed_on"]}
    accepted = {row["dwelling_id"]: row for row in project.rows("acceptance")}
    assert len(accepted) == 5
    for home, row in accepted.items():
        signed = [quote["signed_on"] for (of, _work), quote in quotes.items() if of == home]
        assert signed
        # Seven clear days between a signature and insulation.
        assert max(signed) + datetime.timedelta(days=7) < row["began_on"] <= row["accepted_on"]
        opened = [shown["opened_on"] for shown in project.rows("show_home", dwelling_id=home)]
        assert all(day > row["accepted_on"] for day in opened)
        bills = project.rows("bill", dwelling_id=home)
        assert all(bill["ends_on"] <= row["began_on"] or bill["starts_on"] >= row["accepted_on"] for bill in bills)
    for invoice in project.rows("invoice"):
        assert quotes[invoice["dwelling_id"], invoice["work"]]["firm_id"] == invoice["firm_id"]


def test_prices_asked_and_paid_stay_near_the_estimate(followed: FollowUp) -> None:
    assert len(followed.gaps) >= 20
    assert all(abs(gap.gap) < 0.15 for gap in followed.gaps)
    assert len({round(gap.gap, 2) for gap in followed.gaps}) > 3


def test_several_firms_were_asked_for_the_same_windows(project: Project, made: Made) -> None:
    home = homes_of(project, made[1].told.groups[QUOTED])[0]
    asked = Counter(quote["work"] for quote in project.rows("quote", dwelling_id=home))
    assert max(asked.values()) == 3


def test_the_page_of_progress_has_something_in_each_of_its_parts(followed: FollowUp) -> None:
    assert followed.problem is None
    assert followed.asked
    assert followed.works
    assert followed.use is not None
    assert followed.use.before[1] > 1.5 * followed.use.after[1]
    assert followed.use.uncorrected == 0
    assert followed.weather
    (shown,) = followed.shows
    assert shown.visitors > 20
    assert shown.agreed
    assert shown.use is not None
    assert shown.use.saved_kwh is not None
    known = {indicator.name for chapter in followed.chapters for indicator in chapter.indicators if indicator.low}
    assert {"Jours de chantier des entreprises locales", "Facturé par des entreprises locales"} <= known


def test_firms_learn_of_each_home_of_the_first_groups_what_they_must_know(project: Project, made: Made) -> None:
    plans = WorkPlans(project)
    for group in made[1].told.groups[QUOTED]:
        dossier = plans.dossier(group, "joinery", 1, TODAY)
        assert len(dossier.contacts) > len(texts()["town"])
        for house in dossier.houses:
            assert house.access
            assert house.networks
            assert house.asbestos
            assert house.lead


def test_some_homes_are_still_to_be_asked(project: Project) -> None:
    committed = project.rows("dwelling", stage="committed")
    assert {bool(home["access"]) for home in committed} == {True, False}


def test_groups_share_costs_by_a_key_and_agree_on_walls(project: Project, made: Made) -> None:
    first, second = (project.rows("owner_group", id=group)[0] for group in made[1].told.groups[QUOTED])
    costs = shared_costs(first)
    assert len(costs) == 2
    assert [cost.town_half for cost in costs] == [True, False]
    assert {kind_of(one) for one in first["agreements"]} == {"cost_key", "town_half"}
    wall = next(one for one in second["agreements"] if kind_of(one) == "party_wall")
    assert len(set(wall["homes"])) == 2
    assert {kind_of(one) for one in second["agreements"]} <= AGREEMENTS.keys()


def test_visits_are_told_and_some_have_a_next_one(project: Project) -> None:
    homes = {row["dwelling_id"] for row in project.rows("visit")}
    assert len(homes) >= 12
    coming = [next_appointment(visits_of(project, home), TODAY) for home in homes]
    assert sum(one is not None for one in coming) >= 3


def test_firms_have_a_place_and_a_reason(project: Project) -> None:
    facts = firm_facts(project)
    assert all(0 < firm.distance_km < 60 for firm in facts)
    chosen = {entry["firm_id"]: entry["firm_reasons"] for entry in project.rows("calendar_entry") if entry["firm_id"]}
    reasons = {reason["reason"] for told in chosen.values() for reason in told}
    assert {"price", "distance", "nearest"} & reasons


def test_the_calendar_is_planned_anew_from_what_is_still_to_come(project: Project, made: Made) -> None:
    view = read_calendar(project, Progress())
    assert view.first < TODAY
    assert planned_from(view, TODAY) > TODAY
    fixed = {stay.group_id for stay in view.stays if stay.fixed}
    assert fixed == set(made[1].told.of(PILOT, UNDER_WAY))


def test_the_story_is_a_few_lines_of_the_history(project: Project) -> None:
    assert len(project.history()) < 25


def untouched_by_the_search(project: Project) -> list[Any]:
    """What the story writes that does not follow the days the calendar finds."""
    return [
        _without(project.rows("quote"), "quoted_on", "valid_until", "signed_on", "firm_id", "unit_price_eur_ht"),
        _without(project.rows("visit")),
        _without(project.rows("home_contact")),
        _without(project.rows("firm")),
        [(row["stage"], row["agreements"], row["shared_costs"]) for row in project.rows("owner_group")],
        [(row["access"], row["asbestos"], row["lead"], row["stage"]) for row in project.rows("dwelling")],
    ]


def _without(rows: Sequence[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name not in ("version", *names)} for row in rows]


def test_the_same_day_gives_the_same_story(project: Project, tmp_path: Path) -> None:
    with Project.open(build(tmp_path)[0]) as again:
        assert untouched_by_the_search(again) == untouched_by_the_search(project)


@pytest.mark.parametrize("today", [datetime.date(2027, 1, 15), datetime.date(2028, 2, 29)])
def test_another_day_gives_a_story_of_that_day(today: datetime.date, tmp_path: Path) -> None:
    with Project.open(build(tmp_path, today)[0]) as opened:
        assert all(row["accepted_on"] < today for row in opened.rows("acceptance"))
        assert all(row["ends_on"] <= today for row in opened.rows("bill"))
        assert all(row["quoted_on"] < today for row in opened.rows("quote"))
        at_work = [group["id"] for group in opened.rows("owner_group", stage="works")]
        begun = {entry["group_id"] for entry in opened.rows("calendar_entry", begun=1)}
        assert set(at_work) <= begun
