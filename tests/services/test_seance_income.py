"""What a household says of itself in a session: its aids follow, its paper agrees, and little of it is kept."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from rehab_app.core.errors import RehabError
from rehab_app.core.format import euros
from rehab_app.core.progress import Progress
from rehab_app.services.bundling import options
from rehab_app.services.catalogue_columns import catalogue_columns
from rehab_app.services.group_candidates import Records
from rehab_app.services.personal_fields import names
from rehab_app.services.seance import Seance, open_seance
from rehab_app.services.seance_income import Income, ceilings, class_ceiling_eur, class_of, typed_amount
from rehab_app.services.seance_record import keep, print_paper
from rehab_app.storage.project import Project
from tests.services.priced_street import priced_street
from tests.services.test_seance import EVERYTHING, TODAY

TYPED = 31_417.0
MODEST = 1


@pytest.fixture
def street(tmp_path: Path) -> Iterator[tuple[Project, list[int]]]:
    project, homes = priced_street(tmp_path / "q.rehab", income_eur=None)
    with project:
        yield project, homes


@pytest.fixture
def seance(street: tuple[Project, list[int]]) -> Seance:
    project, homes = street
    return open_seance(project, homes[1], TODAY, Progress())


def paper_text(project: Project, home: int, folder: Path) -> str:
    paper = print_paper(project, "Testeuse", home, folder, TODAY, Progress())
    with PdfDocument(paper.path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_without_an_income_the_aids_are_the_lowest_there_are(seance: Seance) -> None:
    assert not seance.income.said
    lowest = seance.answer(EVERYTHING).aids_eur
    by_class = [seance.with_income(seance.income.with_class(one)).answer(EVERYTHING).aids_eur for one in range(4)]
    assert by_class == sorted(by_class, reverse=True)
    assert by_class[-1] == lowest < by_class[0]


def test_an_income_typed_counts_as_the_same_income_on_record(tmp_path: Path, seance: Seance) -> None:
    project, homes = priced_street(tmp_path / "connu.rehab", income_eur=TYPED)
    with project:
        (whole,) = options(project, homes[1], ["whole"], TODAY)
    answer = seance.with_income(seance.income.with_amount(TYPED)).answer(EVERYTHING)
    assert (answer.aids_eur, answer.left_eur) == (whole.aids_eur, whole.left_to_pay_eur)
    assert (answer.month_before_eur, answer.month_after_eur) == (whole.month_before_eur, whole.month_after_eur)


def test_a_class_gives_the_aids_of_any_income_of_it_and_says_nothing_of_the_bill(seance: Seance) -> None:
    chosen = seance.with_income(seance.income.with_class(MODEST))
    within = seance.with_income(seance.income.with_amount(30_000.0))
    assert chosen.answer(EVERYTHING).aids_eur == within.answer(EVERYTHING).aids_eur
    assert chosen.answer(EVERYTHING).month_before_eur == seance.answer(EVERYTHING).month_before_eur
    (first, *_rest) = [line for line in chosen.details(EVERYTHING).aids if line.counted]
    assert "revenu non" not in first.reason


def test_the_highest_class_chosen_is_no_income_that_is_not_known(seance: Seance) -> None:
    """Who says to be in the highest class is told that the income is too high, and asked for nothing more."""
    chosen = seance.with_income(seance.income.with_class(3)).details({**EVERYTHING, "heating": "heat_pump"})
    refused = [line.reason for line in chosen.aids if not line.amount_eur] + [loan.reason for loan in chosen.loans]
    assert not [reason for reason in refused if "non saisi" in reason]
    assert [reason for reason in refused if "dépasse" in reason]


def test_ceilings_are_those_of_the_household_and_of_the_day(seance: Seance) -> None:
    assert ceilings(Income(2), TODAY) == (25_393, 32_553, 45_842)
    assert ceilings(Income(7), TODAY) == (40_835 + 2 * 5_151, 52_348 + 2 * 6_598, 73_907 + 2 * 9_357)
    assert ceilings(Income(2), datetime.date(2025, 6, 1))[0] == 25_115
    assert ceilings(Income(), TODAY) == ()
    assert class_of(Income(2, 25_393.0), TODAY) == 0
    assert class_of(Income(2, 25_394.0), TODAY) == 1
    assert class_of(Income(None, 10_000.0), TODAY) is None


@given(st.integers(1, 30), st.integers(0, 3))
def test_the_ceiling_of_a_class_stands_in_that_class(people: int, chosen: int) -> None:
    highest = class_ceiling_eur(Income(people, chosen=chosen), TODAY)
    assert class_of(Income(people, highest), TODAY) == chosen


@pytest.mark.parametrize("typed", ["22 000", "22\u202f000 €", "22000", " 22\u00a0000"])
def test_an_amount_is_taken_as_it_stands_on_the_notice(typed: str) -> None:
    assert typed_amount(typed) == 22_000.0


@pytest.mark.parametrize("typed", ["22.417", "22417,50", "-31417", "31417k", "314170000000", "٣١٤١٧"])
def test_what_is_no_amount_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(RehabError) as refused:
        typed_amount(typed)
    assert typed not in refused.value.text


def test_no_amount_stands_in_what_is_written_of_a_session(seance: Seance) -> None:
    said = seance.with_income(seance.income.with_amount(TYPED))
    assert "31417" not in repr(said.income)


def test_what_was_typed_is_kept_with_the_consent_and_undone_with_it(
    street: tuple[Project, list[int]], seance: Seance, tmp_path: Path
) -> None:
    project, homes = street
    said = seance.with_income(seance.income.with_people(4).with_amount(TYPED))
    keep(project, "Testeuse", said, EVERYTHING, TODAY)
    household = project.rows("household", dwelling_id=homes[1])[-1]
    assert (household["people"], household["income_eur"], household["consent_on"]) == (4.0, TYPED, TODAY)
    text = paper_text(project, homes[1], tmp_path)
    assert euros(said.answer(EVERYTHING).left_eur.typical) in text
    assert "31417" not in text.replace("\u202f", "")
    project.undo("Testeuse")  # the edition in the archive
    project.undo("Testeuse")
    household = project.rows("household", dwelling_id=homes[1])[-1]
    assert (household["people"], household["income_eur"]) == (2.0, None)


def test_a_class_is_kept_with_the_consent_and_each_later_print_counts_it(
    street: tuple[Project, list[int]], seance: Seance, tmp_path: Path
) -> None:
    project, homes = street
    said = seance.with_income(seance.income.with_class(MODEST))
    keep(project, "Testeuse", said, EVERYTHING, TODAY)
    household = project.rows("household", dwelling_id=homes[1])[-1]
    assert (household["income_eur"], household["income_class"], household["consent_on"]) == (None, "modeste", TODAY)
    seen, lowest = (euros(one.answer(EVERYTHING).left_eur.typical) for one in (said, seance))
    assert seen != lowest
    for place in ("session", "desk"):
        text = paper_text(project, homes[1], tmp_path / place)
        assert seen in text
        assert "tranche de revenus déclarée" in " ".join(text.split()), "marked as declared"
        assert "modeste" not in text, "and not named"
    again = open_seance(project, homes[1], TODAY, Progress())
    assert (again.income.chosen, again.income.said, again.income.kept) == (MODEST, True, {})
    assert again.answer(EVERYTHING).aids_eur == said.answer(EVERYTHING).aids_eur
    (whole,) = options(project, homes[1], ["whole"], TODAY)
    assert whole.aids_eur == said.answer(EVERYTHING).aids_eur, "the page of the home counts it too"


def test_an_amount_takes_the_place_of_a_class_and_a_class_that_of_an_amount(
    street: tuple[Project, list[int]], seance: Seance
) -> None:
    project, homes = street
    keep(project, "Testeuse", seance.with_income(seance.income.with_class(MODEST)), EVERYTHING, TODAY)
    keep(project, "Testeuse", seance.with_income(seance.income.with_amount(TYPED)), EVERYTHING, TODAY)
    household = project.rows("household", dwelling_id=homes[1])[-1]
    assert (household["income_eur"], household["income_class"]) == (TYPED, "")
    keep(project, "Testeuse", seance.with_income(seance.income.with_class(MODEST)), EVERYTHING, TODAY)
    household = project.rows("household", dwelling_id=homes[1])[-1]
    assert (household["income_eur"], household["income_class"]) == (None, "modeste")
    project.undo("Testeuse")
    assert project.rows("household", dwelling_id=homes[1])[-1]["income_eur"] == TYPED


def test_a_declared_class_counts_in_groups_and_is_in_no_label(
    street: tuple[Project, list[int]], seance: Seance
) -> None:
    project, homes = street
    keep(project, "Testeuse", seance.with_income(seance.income.with_class(0)), EVERYTHING, TODAY)
    records = Records(project, TODAY)
    candidates = {one.dwelling_id: one for one in records.candidates()}
    assert (candidates[homes[1]].income, candidates[homes[1]].modest) == (0, True)
    assert not any("modeste" in row["label"] for row in project.rows("journal"))
    assert "household.income_class" not in catalogue_columns()
    assert "income_class" in names("household"), "given on demand, and gone with an erasure"


def test_what_was_on_record_is_not_written_again(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "connu.rehab")
    with project:
        seance = open_seance(project, homes[0], TODAY, Progress())
        assert seance.income.said
        assert seance.income.kept == {}


def test_the_income_of_a_tenant_changes_nothing(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "loue.rehab", tenure="rented")
    with project:
        let = open_seance(project, homes[0], TODAY, Progress())
        assert not let.income_counts
        poor = let.with_income(let.income.with_class(0))
        assert poor.answer(EVERYTHING).aids_eur == let.answer(EVERYTHING).aids_eur
        keep(project, "Testeuse", let.with_income(let.income.with_people(5)), EVERYTHING, TODAY)
        assert project.rows("household", dwelling_id=homes[0])[-1]["people"] == 2.0
