"""Money in printed dossiers from a real project: the sums of the screens, nothing about incomes or neighbours."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from rehab_app.core.format import figure
from rehab_app.core.progress import Progress
from rehab_app.services import printing
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.bundling import options
from rehab_app.services.composing import compose
from rehab_app.services.estimating import estimate_project
from rehab_app.services.neighbourhood import totals
from rehab_app.services.town_report import town_dossier
from rehab_app.storage.project import Project
from tests.reports.reading import pages, plain
from tests.services.priced_street import priced_street

ON = datetime.date(2026, 11, 22)
LATER = datetime.date(2026, 11, 30)
SECRETS = ("Wierzbicka", "Planté", "22000", "22 000", "23456", "23 456", "01 99 00 00 09")


@pytest.fixture
def street(tmp_path: Path) -> Iterator[tuple[Project, list[int]]]:
    project, homes = priced_street(tmp_path / "rue.rehab")
    with project.write("Testeuse", "Nommer") as writer:
        for place, home in enumerate(project.rows("dwelling")):
            writer.update("dwelling", home["id"], home["version"], {"address": f"{2 * place + 1} rue de l’Essai"})
        for owner in project.rows("owner"):
            writer.update(
                "owner", owner["id"], owner["version"], {"name": "Wierzbicka-Planté", "phone": "01 99 00 00 09"}
            )
        for people in project.rows("household"):
            writer.update("household", people["id"], people["version"], {"name": "Wierzbicka-Planté"})
    estimate_project(project, "Testeuse", ON, Progress())
    compose(project, "Testeuse", "whole", ON, Progress())
    yield project, homes
    project.close()


def words_of(path: Path) -> str:
    return plain(" ".join(pages(path.read_bytes())))


def cents(value: float) -> str:
    return plain(figure(value, "", 2))


def test_a_home_reads_the_sums_of_the_comparison_on_screen(street: tuple[Project, list[int]], tmp_path: Path) -> None:
    project, homes = street
    (shown,) = options(project, homes[0], ["whole"], ON)
    batch = printing.print_homes(project, homes[:1], tmp_path / "out", "Testeuse", ON)
    text = words_of(batch.printed[homes[0]].path)
    assert f"Total {cents(shown.total_eur)}" in text
    assert f"Total des aides {cents(shown.aids_eur)}" in text
    assert f"Apport personnel {cents(shown.own_money_eur)}" in text
    for line in shown.works:
        assert cents(line.cost_eur.typical) in text, line.work


def test_what_is_printed_of_the_works_is_what_the_table_of_homes_shows(street: tuple[Project, list[int]]) -> None:
    project, homes = street
    columns = read_neighbourhood(project, Progress()).columns
    for place, home in enumerate(homes):
        (shown,) = options(project, home, ["whole"], ON)
        assert shown.cost_eur_ht.low == pytest.approx(columns["works_low_eur_ht"][place], abs=0.05)
        assert shown.cost_eur_ht.high == pytest.approx(columns["works_high_eur_ht"][place], abs=0.05)


def test_the_same_tomorrow_is_the_same_edition(street: tuple[Project, list[int]], tmp_path: Path) -> None:
    project, homes = street
    first = printing.print_homes(project, homes[:1], tmp_path / "a", "Testeuse", ON).printed[homes[0]]
    again = printing.print_homes(project, homes[:1], tmp_path / "b", "Testeuse", LATER).printed[homes[0]]
    assert again.again
    assert again.path.read_bytes() == first.path.read_bytes()
    (row,) = project.rows("dossier")
    assert row["frozen"]["parameters_on"] == ON.isoformat()


def test_a_home_described_anew_is_told_to_compose_its_works_again(
    street: tuple[Project, list[int]], tmp_path: Path
) -> None:
    project, homes = street
    roof = project.rows("roof", dwelling_id=homes[0])[0]
    with project.write("Testeuse", "Mesurer") as writer:
        writer.update("roof", roof["id"], roof["version"], {"area_m2": roof["area_m2"] + 9})
    text = words_of(printing.print_homes(project, homes[:1], tmp_path, "Testeuse", ON).printed[homes[0]].path)
    assert "recomposer les travaux" in text
    assert "Total des aides" not in text


def test_no_income_nor_name_is_in_any_dossier_nor_a_neighbour_in_a_home_s(
    street: tuple[Project, list[int]], tmp_path: Path
) -> None:
    project, homes = street
    batch = printing.print_homes(project, homes, tmp_path, "Testeuse", ON)
    report = printing.print_town(project, tmp_path, "Testeuse", ON)
    papers = {home: words_of(pressed.path) for home, pressed in batch.printed.items()}
    for text in (*papers.values(), words_of(report.path), repr(project.rows("dossier"))):
        for secret in SECRETS:
            assert secret not in text
    assert "1 rue de l’Essai" in papers[homes[0]]
    assert "3 rue de l’Essai" not in papers[homes[0]]
    assert "rue de l’Essai, 1" not in words_of(report.path)


def test_the_report_of_the_town_has_the_totals_of_the_screens(
    street: tuple[Project, list[int]], tmp_path: Path
) -> None:
    project, homes = street
    shown = totals(read_neighbourhood(project, Progress()))
    report = printing.print_town(project, tmp_path, "Testeuse", ON)
    text = words_of(report.path)
    low, high = (plain(figure(round(value))) for value in (shown.works_low_eur_ht, shown.works_high_eur_ht))
    near = [plain(figure(round(value, -3))) for value in (shown.works_low_eur_ht, shown.works_high_eur_ht)]
    assert f"du jour où ils ont été composés {near[0]} – {near[1]} €" in text  # an indicator is told in thousands
    assert f"Total {shown.homes} {shown.poor} / {shown.estimated} {shown.composed} {low} – {high}" in text
    aids = sum(options(project, home, ["whole"], ON)[0].aids_eur for home in homes)
    (chapter,) = [one for one in town_dossier(project, ON, 1, ON).chapters if one.title == "Travaux et argent"]
    found = {one.name: one for one in chapter.indicators}
    assert found["Aides"].low == pytest.approx(aids, abs=0.01)
    assert found["Aides"].counted == len(homes)
    again = printing.print_town(project, tmp_path / "b", "Testeuse", LATER)
    assert again.again
    with pikepdf.open(report.path) as document:
        assert not document.check_pdf_syntax()


def test_the_report_holds_prices_asked_beside_the_library(street: tuple[Project, list[int]], tmp_path: Path) -> None:
    project, _homes = street
    with project.write("Testeuse", "Devis") as writer:
        (firm,) = writer.insert("firm", [{"name": "Façades Exemple (fictif)"}])
        rows = [
            {"firm_id": firm, "work": "windows_pvc", "unit": "m²", "unit_price_eur_ht": price, "quoted_on": ON}
            for price in (600.0, 700.0, 5_000.0)
        ]
        writer.insert("quote", rows)
    (asked,) = town_dossier(project, ON, 1, ON).asked
    assert (asked.quotes, asked.asked_low, asked.asked_median, asked.asked_high) == (3, 600.0, 700.0, 5_000.0)
    assert asked.within == 2
    assert "600 – 5 000 700" in words_of(printing.print_town(project, tmp_path, "Testeuse", ON).path)


def test_a_quote_changes_what_the_household_reads_as_it_changes_the_screen(
    street: tuple[Project, list[int]], tmp_path: Path
) -> None:
    project, homes = street
    (before,) = options(project, homes[0], ["whole"], ON)
    line = before.works[0]
    quoted(project, homes[0], line.work, 2 * line.cost_eur_ht.high / line.quantity)
    (shown,) = options(project, homes[0], ["whole"], ON)
    assert shown.cost_eur_ht.low > before.cost_eur_ht.low
    text = words_of(printing.print_homes(project, homes[:1], tmp_path, "Testeuse", ON).printed[homes[0]].path)
    low, high = (plain(figure(round(value))) for value in (shown.cost_eur_ht.low, shown.cost_eur_ht.high))
    assert f"Travaux hors taxes et hors aides – {low} – {high} €" in text
    assert f"Total {cents(shown.total_eur)}" in text


def test_a_quote_changes_the_report_of_the_town_as_it_changes_the_screens(
    street: tuple[Project, list[int]], tmp_path: Path
) -> None:
    project, homes = street
    before = totals(read_neighbourhood(project, Progress())).works_low_eur_ht
    (one,) = options(project, homes[0], ["whole"], ON)
    quoted(project, homes[0], one.works[0].work, 2 * one.works[0].cost_eur_ht.high / one.works[0].quantity)
    compose(project, "Testeuse", "whole", ON, Progress())
    shown = totals(read_neighbourhood(project, Progress()))
    assert shown.works_low_eur_ht > before
    text = words_of(printing.print_town(project, tmp_path, "Testeuse", ON).path)
    low, high = (plain(figure(round(value))) for value in (shown.works_low_eur_ht, shown.works_high_eur_ht))
    assert f"{low} – {high}" in text


def quoted(project: Project, home: int, work: str, unit_price_eur_ht: float) -> list[int]:
    """A signed quote of an invented firm for one work of one home."""
    with project.write("Testeuse", "Devis") as writer:
        firms: list[int] = writer.insert("firm", [{"name": "Entreprise Exemple (fictif)"}])
        quote = {"firm_id": firms[0], "dwelling_id": home, "work": work, "unit_price_eur_ht": unit_price_eur_ht}
        writer.insert("quote", [{**quote, "quoted_on": ON, "signed_on": ON, "used": 0}])
    return firms


def test_a_tenant_s_month_holds_no_loan(street: tuple[Project, list[int]], tmp_path: Path) -> None:
    project, homes = street
    home = project.rows("dwelling", id=homes[0])[0]
    with project.write("Testeuse", "Louer") as writer:
        writer.update("dwelling", home["id"], home["version"], {"tenure": "rented"})
    text = words_of(printing.print_homes(project, homes[:1], tmp_path, "Testeuse", ON).printed[homes[0]].path)
    assert "Énergie, par mois" in text
    assert "Énergie et prêt" not in text
    assert "pour le prêt" not in text
    assert "dépensé en tout" not in text
