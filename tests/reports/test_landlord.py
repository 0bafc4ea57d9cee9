"""The landlord's dossier read back: where, what can be shared, before and after, keys, decisions, annexes."""

import dataclasses
from collections.abc import Callable
from io import BytesIO

import pytest

from rehab_app.core import i18n
from rehab_app.domain.edition import Contact
from rehab_app.domain.landlord_dossier import LandlordDossier
from rehab_app.reports.landlord import landlord_pdf
from tests.reports.invented_landlord import landlord
from tests.reports.reading import badly_marked, fonts, outside_margins, pages, plain


def made(dossier: LandlordDossier) -> bytes:
    target = BytesIO()
    landlord_pdf(dossier, target)
    return target.getvalue()


def words_of(dossier: LandlordDossier) -> str:
    return plain(" ".join(pages(made(dossier))))


CASES: dict[str, Callable[[], LandlordDossier]] = {
    "six homes": landlord,
    "sixty homes": lambda: landlord(60),
    "nothing to share": lambda: landlord(4, sharing=False),
    "no home": lambda: dataclasses.replace(landlord(1, sharing=False), homes=(), site=None),
    "no works": lambda: dataclasses.replace(
        landlord(), homes=tuple(dataclasses.replace(home, works=()) for home in landlord().homes)
    ),
}


def test_each_home_stands_in_the_table_and_has_its_annex() -> None:
    dossier = landlord()
    text = words_of(dossier)
    for home in dossier.homes:
        assert text.count(home.address) >= 3
    assert "mur contre mur" in text
    assert "aucun groupe dans sa rue" in text
    assert "Mur commun avec 3 rue des Acacias" in text


def test_totals_are_sums_over_what_is_known() -> None:
    text = words_of(landlord())
    # five of six homes are known before and after: 5 × 24 310 and 5 × 5 020 kWh
    assert "Total de 5 logements connus avant et après 121 550 25 100" in text
    # six homes with works of 10 724 to 14 341 € each
    assert "Travaux sur 6 de vos logements : 64 344 – 86 046 € hors taxes." in text
    assert "Non estimé : Murs : épaisseur inconnue." in text


def test_the_sharing_key_is_the_share_of_the_quantities() -> None:
    text = words_of(landlord())
    assert "Échafaudage m² 120,50 361,50 25 %" in text
    assert "m² 110,34 420,36 21 %" in text


def test_the_period_lots_and_firms_of_the_group_are_given() -> None:
    text = words_of(landlord())
    assert "01/03/2027 → 19/03/2027" in text
    assert "Façades du Terril (fictif)" in text
    assert "qui passe le marché ?" in text


def test_conventional_energy_is_not_called_what_tenants_pay() -> None:
    assert "ce n’est pas ce que paient les locataires" in words_of(landlord())


def test_with_nothing_beside_its_homes_the_landlord_is_told_so() -> None:
    assert "aucun groupe n’est à côté de vos logements" in words_of(landlord(4, sharing=False))


@pytest.mark.parametrize("case", CASES)
def test_pages_are_numbered_marked_and_within_their_margins(case: str) -> None:
    content = made(CASES[case]())
    assert badly_marked(content) == []
    assert outside_margins(content) == []


def test_the_file_is_the_same_each_time_with_its_fonts_inside() -> None:
    content = made(landlord())
    assert made(landlord()) == content
    assert all(fonts(content).values())


def test_the_dossier_exists_in_english() -> None:
    i18n.set_language("en")
    assert "What can be shared, and when" in words_of(landlord())


def test_the_landlord_reads_to_whom_to_answer() -> None:
    told = Contact("Conseil habitat", "Mairie d’Exemple", "03 53 01 00 00", "habitat@exemple.invalid")
    with_contact = dataclasses.replace(landlord(6), contacts=(told,))
    assert "Conseil habitat · Mairie d’Exemple · 03 53 01 00 00" in words_of(with_contact)
    assert "Le projet ne dit pas encore qui y répond." in words_of(landlord(6)), "nobody is invented"
