"""The household's dossier read back: large type, plain words, sums that hold, nothing of a neighbour."""

import dataclasses
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.core import i18n
from rehab_app.core.format import figure, span
from rehab_app.domain.household_dossier import HouseholdDossier, cost_range, shares
from rehab_app.reports.household import household_pdf
from rehab_app.reports.style import BOTTOM, PAGE_HEIGHT, TOP
from tests.reports.invented_home import BEFORE, WORKS, home
from tests.reports.reading import badly_marked, fonts, outside_margins, pages, plain, sizes


def made(dossier: HouseholdDossier) -> bytes:
    target = BytesIO()
    household_pdf(dossier, target)
    return target.getvalue()


def unknown() -> HouseholdDossier:
    """A home of which the address alone is recorded, and which could not be estimated."""
    return dataclasses.replace(
        home(0), now=None, refusal="Murs : épaisseur inconnue.", living_area_m2=None, year_built=None, group="",
        group_homes=0, calendar=(), contacts=(),
    )  # fmt: skip


CASES: dict[str, Callable[[], HouseholdDossier]] = {
    "three options": home,
    "one option": lambda: home(1),
    "nothing chosen": lambda: home(3, chosen=False),
    "no option": lambda: home(0),
    "unknown": unknown,
    "long": lambda: dataclasses.replace(home(), address="Résidence de la cité-jardin du Grand-Chemin " * 4),
}


def words_of(dossier: HouseholdDossier) -> str:
    return plain(" ".join(pages(made(dossier))))


def test_the_first_page_says_where_the_heat_goes() -> None:
    first = plain(pages(made(home()))[0])
    for part, share in shares(BEFORE.losses_w_k):
        assert f"{share} %" in first, part
    assert "D’abord : toiture, puis murs" in first
    assert "ce n’est pas votre facture" in first


def test_options_stand_side_by_side_with_their_ranges() -> None:
    text = words_of(home())
    assert "Rénovation complète (votre choix)" in text
    assert "21 324 – 31 341 €" in text
    assert "24 310 kWh" in text
    assert "5 020 kWh" in text


def test_the_total_is_the_sum_of_the_printed_ranges() -> None:
    known = cost_range(WORKS)
    assert known is not None
    assert known == (21_324, 31_341)
    text = words_of(home())
    assert f"Total {plain(span(*known))}" in text
    for work in WORKS:
        assert plain(span(work.low_eur_ht, work.high_eur_ht)) in text


def test_a_price_that_is_not_known_leaves_no_total() -> None:
    works = (*WORKS[:2], dataclasses.replace(WORKS[2], low_eur_ht=None))
    option = dataclasses.replace(home().options[0], works=works)
    assert "Total –" in words_of(dataclasses.replace(home(), options=(option,)))


def test_a_home_that_cannot_be_estimated_says_why_and_what_to_do() -> None:
    text = words_of(unknown())
    assert "Ce logement ne peut pas encore être estimé. Murs : épaisseur inconnue." in text
    assert "Faire visiter le logement" in text
    assert "demandez une visite" in text


def test_what_is_decided_next_follows_from_where_the_household_is() -> None:
    assert "Demander les devis" in words_of(home())
    assert "Choisir une des options" in words_of(home(3, chosen=False))
    assert "Regarder les travaux possibles" in words_of(home(0))


def test_the_household_reads_its_rights() -> None:
    text = words_of(home())
    assert "jamais votre nom ni vos revenus" in text
    assert "CNIL" in text


def test_what_a_household_reads_is_in_twelve_points_at_least() -> None:
    read = [(letter, size) for letter, size, y in sizes(made(home())) if BOTTOM < y < PAGE_HEIGHT - TOP]
    assert min(size for _letter, size in read) >= 12


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_outside_the_margins(case: str) -> None:
    assert outside_margins(made(CASES[case]())) == []


@pytest.mark.parametrize("case", CASES)
def test_every_page_is_numbered_dated_and_marked_as_invented(case: str) -> None:
    assert badly_marked(made(CASES[case]())) == []


def test_the_file_is_the_same_each_time_with_its_fonts_inside() -> None:
    content = made(home())
    assert made(home()) == content
    assert all(fonts(content).values())


def test_the_dossier_exists_in_english() -> None:
    i18n.set_language("en")
    assert "Where the heat goes" in words_of(home())


@given(st.lists(st.floats(0, 500), min_size=1, max_size=7))
def test_shares_are_whole_and_add_up_to_a_hundred(values: list[float]) -> None:
    found = shares(tuple((str(n), value) for n, value in enumerate(values)))
    if sum(values) > 0:
        assert sum(share for _part, share in found) == 100
        assert all(abs(share - 100 * values[int(part)] / sum(values)) <= 1 for part, share in found)
    else:
        assert found == ()


def test_figures_have_their_units() -> None:
    text = words_of(home())
    assert f"{plain(figure(338, 'kWh'))} par mètre carré et par an" in text
    assert "74 kg CO₂ par mètre carré et par an" in text
