"""The town's report read back: indicators with formula and source, totals, maps, what figures are worth."""

import dataclasses
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from rehab_app.core import i18n
from rehab_app.domain.town_dossier import TownDossier
from rehab_app.reports.town import town_pdf
from tests.reports.invented_town import town
from tests.reports.reading import badly_marked, fonts, outside_margins, pages, plain


def made(dossier: TownDossier) -> bytes:
    target = BytesIO()
    town_pdf(dossier, target)
    return target.getvalue()


def words_of(dossier: TownDossier) -> str:
    return plain(" ".join(pages(made(dossier))))


CASES: dict[str, Callable[[], TownDossier]] = {
    "six groups": town,
    "sixty groups": lambda: town(60, 600),
    "no map": lambda: dataclasses.replace(town(), rings=(), maps=()),
    "nothing": lambda: TownDossier(town().edition),
    "long": lambda: dataclasses.replace(
        town(), groups=tuple(dataclasses.replace(one, name="Résidence du Grand-Chemin " * 5) for one in town().groups)
    ),
}


def test_an_indicator_has_its_value_unit_count_formula_and_source() -> None:
    text = words_of(town())
    assert "Énergie aujourd’hui Somme des logements estimés 4,05 GWh/an 50 sur 60 3CL" in text
    assert "1 000 – 2 000 € 40 sur 60 prix" in text
    assert "Inconnu Rien – projet" in text


def test_totals_are_sums_of_the_printed_figures() -> None:
    text = words_of(town())
    # six groups of 80 001 … 80 006 and 140 001 … 140 006 €, 52 000 kWh each
    assert "Total 48 18 / 42 36 480 021 – 840 021 312 000" in text


def test_labels_stand_beside_the_official_ones() -> None:
    text = words_of(town())
    assert "Sur 47 logements qui ont les deux, 74 % ont la même lettre, 100 % la même ou la voisine." in text
    assert "8 % au plus en énergie primaire" in text


def test_prices_stand_beside_the_quotes_with_their_year() -> None:
    assert "Isolation des murs (2017) m² 3 120 – 190 140 100 – 160 2" in words_of(town())


def test_real_costs_stand_beside_the_estimate_with_their_gap_and_total() -> None:
    text = words_of(town())
    assert "Isolation des murs 4 10 000 – 16 000 13 200 9 000 + 10 %" in text
    assert "Fenêtres 3 6 000 – 9 000 7 600 0 − 5 %" in text
    assert "Total 16 000 – 25 000 20 800 9 000 + 4 %" in text


def test_bills_and_the_label_are_three_figures_never_mixed() -> None:
    text = words_of(town())
    assert "4 logements sur 5 aux travaux réceptionnés" in text
    assert "Selon l’étiquette (usage conventionnel) 60 000 20 000 40 000" in text
    assert "Achetée, en année de climat normal 80 000 50 000 30 000" in text
    assert "fourchette 70 000 – 90 000 40 000 – 60 000" in text
    assert "Constaté d’ordinaire sur les factures pour ces travaux 12 000 – 32 000" in text
    assert "Le climat n’est pas retiré des factures de 1 logement." in text


def test_bills_of_too_few_homes_are_not_printed() -> None:
    text = words_of(dataclasses.replace(town(), use=None))
    assert "leur somme montrerait celles d’un seul" in text


def test_a_show_home_is_printed_with_who_came() -> None:
    text = words_of(town())
    assert "3 rue des Acacias 2 mai 2026 19 F → B 31 000 21 000 → 11 000" in text
    assert "a accepté que les chiffres" in text


def test_sources_have_versions() -> None:
    assert "méthode 3CL-DPE 2021 paramètres du 22 novembre 2026" in words_of(town())


def test_the_town_is_warned_not_to_publish_homes_one_by_one() -> None:
    assert "ne se publient pas telles quelles" in words_of(town())


@pytest.mark.parametrize("case", CASES)
def test_pages_are_numbered_marked_within_their_margins_and_sound(case: str) -> None:
    content = made(CASES[case]())
    assert badly_marked(content) == []
    assert outside_margins(content) == []
    with pikepdf.open(BytesIO(content)) as document:
        assert not document.check_pdf_syntax()


def test_the_file_is_the_same_each_time_with_its_fonts_inside() -> None:
    content = made(town())
    assert made(town()) == content
    assert all(fonts(content).values())


def test_the_report_exists_in_english() -> None:
    i18n.set_language("en")
    assert "Indicator, and how it is reckoned" in words_of(town())
