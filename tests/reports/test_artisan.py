"""The artisan's dossier read back: what, where, how much, how well, when; nothing clipped, nothing out of place."""

import dataclasses
import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from rehab_app.core import i18n
from rehab_app.core.format import figure, short_day
from rehab_app.domain.dossier import ArtisanDossier, Line, group_total, total, unmeasured
from rehab_app.reports.artisan import artisan_pdf
from rehab_app.reports.wording import quantity_text
from tests.reports import invented
from tests.reports.reading import fonts, outside_margins, pages, plain

LONG = "Groupement des propriétaires et copropriétaires de la cité-jardin du Grand-Chemin-des-Invalides " * 2


def made(dossier: ArtisanDossier) -> bytes:
    target = BytesIO()
    artisan_pdf(dossier, target)
    return target.getvalue()


@pytest.fixture(scope="module")
def content() -> bytes:
    i18n.set_language("fr")
    return made(invented.dossier())


@pytest.fixture(scope="module")
def words(content: bytes) -> list[str]:
    return [plain(page) for page in pages(content)]


def long_names() -> ArtisanDossier:
    """Names, addresses and places longer than any column, and words that cannot be cut."""
    dossier = invented.dossier()
    houses = tuple(
        dataclasses.replace(
            house,
            key=f"{house.key} bis",
            address=f"{house.key} bis, résidence {LONG}",
            complement=LONG,
            remarks=("Anticonstitutionnellement" * 8,),
        )
        for house in dossier.houses
    )
    edition = dataclasses.replace(dossier.edition, operation=LONG, town=LONG)
    contacts = tuple(dataclasses.replace(contact, name=LONG, role=LONG) for contact in dossier.contacts)
    return dataclasses.replace(
        dossier, edition=edition, group=LONG, firm=LONG, houses=houses, contacts=contacts, calendar=()
    )


def nothing_known() -> ArtisanDossier:
    """Houses of which only the wish to do the works is recorded."""
    dossier = invented.dossier(3)
    houses = tuple(
        dataclasses.replace(
            house, address="", tenure="", year_built=None, heritage="", subsidence="", outline=(), facades=(),
            lines=(Line("6.1", None),), access=(), owner_works=(), remarks=(),
        )
        for house in dossier.houses
    )  # fmt: skip
    edition = dataclasses.replace(dossier.edition, parameters_on=None)
    return dataclasses.replace(
        dossier, edition=edition, houses=houses, site=None, contacts=(), calendar=(), firm="", interfaces=()
    )


def endless() -> ArtisanDossier:
    """Texts longer than a page in every place where somebody may write freely."""
    dossier = invented.dossier(2)
    story = "Attention au câble, au chien, à la marche et au voisin. " * 200
    houses = tuple(
        dataclasses.replace(
            house,
            access=(story,),
            remarks=(story,),
            lines=tuple(dataclasses.replace(line, note=story) for line in house.lines),
        )
        for house in dossier.houses
    )
    return dataclasses.replace(dossier, houses=houses)


def empty_lot() -> ArtisanDossier:
    """A lot of which nothing is planned in the group."""
    dossier = invented.dossier(0)
    return dataclasses.replace(
        dossier, items=(), site=None, contacts=(), interfaces=(), checks=(), rge_domains=(), clauses=(), firm=""
    )


CASES = {
    "twelve houses": invented.dossier,
    "one house": lambda: invented.dossier(1),
    "sixty houses": lambda: invented.dossier(60),
    "long names": long_names,
    "endless texts": endless,
    "nothing known": nothing_known,
    "empty lot": empty_lot,
}


def test_each_house_has_a_sheet_with_its_address_quantities_and_days(words: list[str]) -> None:
    dossier = invented.dossier()
    sheets = words[3:]
    for house in dossier.houses:
        (sheet,) = [page for page in sheets if f"{house.key} {house.address} Accès" in page]
        for line in house.lines:
            item = dossier.item(line.item)
            assert item.designation in sheet
            assert quantity_text(line.quantity, item.unit) in sheet
            for part in line.treated:
                assert part.description in sheet
                assert quantity_text(part.quantity, item.unit) in sheet
            for spared in line.spared:
                assert spared.description in sheet
        for bar in dossier.calendar:
            if bar.house == house.key:
                assert f"{short_day(bar.starts_on)} → {short_day(bar.ends_on)}" in sheet


def test_totals_are_the_sums_of_the_figures_above_them(words: list[str]) -> None:
    dossier = invented.dossier()
    for item in dossier.items:
        figures = [total(house.lines, item) for house in dossier.houses]
        cents = sum(round(value * 100) for value in figures if value is not None)
        assert group_total(dossier, item) == pytest.approx(cents / 100)
    summary = words[1]
    row = re.search(r"Total ([\d,]+) (\d+) ([\d,]+)", summary)
    assert row is not None
    assert row.groups() == tuple(quantity_text(group_total(dossier, item), item.unit) for item in dossier.items)
    schedule = words[-1]
    for item in dossier.items:
        assert quantity_text(group_total(dossier, item), item.unit) in schedule


def test_houses_not_measured_are_named_beside_the_total(words: list[str]) -> None:
    dossier = invented.dossier()
    missing = unmeasured(dossier, invented.REVEALS)
    assert missing == ("6", "12", "18", "24")
    assert "6.2 : le total ne compte pas les maisons qui restent à mesurer (6, 12, 18, 24)." in words[1]
    assert words[1].count("à mesurer") == 5


def test_the_criteria_come_with_their_form_and_date(words: list[str]) -> None:
    text = " ".join(words)
    for wanted in (
        "R ≥ 3,7 m²·K/W",
        "BAR-EN-102",
        "R ≥ 4,4 m²·K/W (à confirmer)",
        "BAR-TH-174",
        "à partir du 17 janvier 2026",
    ):
        assert wanted in text


def test_heritage_subsidence_asbestos_and_lead_follow_from_the_house(words: list[str]) -> None:
    old, recent, unknown = words[3:6]
    assert "Zone tampon UNESCO" in old
    assert "cherchez fissures et baies hors d’équerre" in old
    assert "peintures anciennes à tester avant ponçage (avant 1949)".lower() in old.lower()
    assert "Non attendu (construite depuis 1949)" in recent
    assert "repérage avant travaux à demander (permis avant 7/1997)".lower() in recent.lower()
    assert "Année inconnue : repérage avant travaux à demander" in unknown


def test_every_page_says_its_number_version_date_and_that_it_is_invented(words: list[str]) -> None:
    for number, page in enumerate(words, 1):
        assert f"page {number} sur {len(words)}" in page
        assert "version 2 du 22 novembre 2026" in page
        assert "Fictif : rien de tout cela n’existe" in page


def test_a_real_neighbourhood_is_not_called_invented() -> None:
    for page in pages(made(invented.dossier(2, fictional=False))):
        assert "Fictif" not in page


def test_french_spaces_survive_in_paragraphs_and_figures(content: bytes) -> None:
    text = "\n".join(pages(content))
    assert "483\u202fm²" in text
    assert "«\u202fRue des Acacias" in text
    assert not re.search(r"\w [;!?»%€]", text)


def test_fonts_are_embedded(content: bytes) -> None:
    found = fonts(content)
    assert found
    assert all(found.values()), found
    assert all("SourceSansPro" in name for name in found)


def test_the_file_says_its_title_language_and_version(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as document:
        assert str(document.Root.Lang) == "fr-FR"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert "Lot 6" in str(document.docinfo["/Title"])
        assert "Ville-Inventée" in str(document.docinfo["/Author"])
        assert str(document.docinfo["/Subject"]).startswith("Plan de travaux")
        assert str(document.docinfo["/CreationDate"]).startswith("D:20261122120000")
        assert not document.check_pdf_syntax()


def test_the_outline_leads_to_each_part_and_house(content: bytes, words: list[str]) -> None:
    document = pypdfium2.PdfDocument(content)
    entries = [(entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    document.close()
    assert [title for title, _page in entries][:4] == [
        "Quoi, où, combien",
        "Quand",
        "Avec quelle qualité",
        "Maison par maison",
    ]
    assert ("Maison par maison", 3) in entries
    for title, page in entries:
        if title == "Maison par maison":
            continue
        assert title.split(" · ")[-1] in words[page]
    assert sum(" rue des Acacias" in title for title, _page in entries) == 12


def test_the_contents_give_the_pages_of_the_outline(content: bytes, words: list[str]) -> None:
    document = pypdfium2.PdfDocument(content)
    tops = [entry for entry in document.get_toc() if entry.level == 0]
    for entry in tops:
        assert re.search(rf"{re.escape(entry.get_title())}.*\b{entry.get_dest().get_index() + 1}\b", words[0])
    document.close()


def test_the_same_dossier_gives_the_same_bytes(content: bytes) -> None:
    assert made(invented.dossier()) == content


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_outside_the_margins(case: str) -> None:
    assert outside_margins(made(CASES[case]())) == []


@pytest.mark.parametrize("case", CASES)
def test_what_is_missing_never_shows_as_a_word_of_the_machine(case: str) -> None:
    for page in pages(made(CASES[case]())):
        assert not re.search(r"\b(nan|None|NaN|null|inf)\b", page)
        assert "{" not in page
        assert "\ufffd" not in page


def test_sixty_houses_repeat_the_headings_and_leave_no_row_alone() -> None:
    dossier = invented.dossier(60)
    found = [plain(page) for page in pages(made(dossier))]
    summaries = [page for page in found if "N° Adresse 6.1 Isolation extérieure (m²)" in page]
    assert len(summaries) == 2
    for page in summaries:
        assert len(re.findall(r"\d+ \d+ rue des Acacias \d", page)) >= 2
    bars = [page for page in found if re.search(r"\d+ · \d+ rue des Acacias", page)]
    assert len(bars) > 1
    for page in bars:
        assert "mars 2027" in page or "mars" in page
        assert len(re.findall(r"\d+ · \d+ rue des Acacias", page)) >= 2
    assert figure(group_total(dossier, invented.INSULATION), "", 2) in found[-1].replace(" ", "\u202f")


def test_an_empty_lot_says_so_in_plain_sentences() -> None:
    text = plain(" ".join(pages(made(empty_lot()))))
    assert "Aucuns travaux de ce lot ne sont encore prévus dans ce groupe." in text
    assert "Rien à chiffrer" in text


def test_unknown_houses_say_what_to_ask_for() -> None:
    text = plain(" ".join(pages(made(nothing_known()))))
    for wanted in ("Adresse non enregistrée", "appelez avant de venir", "à mesurer", "Aucune date n’est encore prévue"):
        assert wanted in text


def test_the_dossier_exists_in_english() -> None:
    i18n.set_language("en")
    content = made(invented.dossier(2))
    text = plain(" ".join(pages(content)))
    assert "What, where, how much" in text
    assert "page 1 of" in text
    with pikepdf.open(BytesIO(content)) as document:
        assert str(document.Root.Lang) == "en-GB"
