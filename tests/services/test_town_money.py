"""The town's sums of costs, aids and bills: each home with its own works, all in one pass, and stopped when asked."""

import datetime
from pathlib import Path

import numpy as np
import pytest

from rehab_app.core.errors import Cancelled
from rehab_app.core.progress import Progress
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.bundling import homes_money
from rehab_app.services.composing import keep_scenarios, surroundings
from rehab_app.services.money import Terms
from rehab_app.services.town_money import chosen_works, town_money
from rehab_app.services.town_report import town_dossier
from rehab_app.storage.project import Project
from rehab_app.works.catalogue import Bundle
from rehab_app.works.costs import prices
from rehab_app.works.renovate import renovate
from tests.services.priced_street import priced_street

ON = datetime.date(2026, 11, 22)
OWN = (
    (("loft_mineral", ""), ("windows_pvc", "firm"), ("ventilation_humidity", "")),
    (("loft_biosourced", "own"), ("wall_internal_mineral", "")),
    (("heat_pump", ""), ("loft_mineral", "")),
)


def street(tmp_path: Path) -> tuple[Project, list[int]]:
    """Three houses, three compositions made by hand, one of them with own hands."""
    project, homes = priced_street(tmp_path / "q.rehab")
    with project.write("Testeuse", "Composer") as writer:
        for home, works in zip(homes, OWN, strict=True):
            ids, own = np.array([home]), Bundle("own", "Own works", tuple(work for work, _way in works))
            stock, _ids = project.stock(ids)
            doing = {work: np.ones(1, dtype=bool) for work in own.works}
            found = renovate(stock, surroundings(project, ids), doing, ON, prices())
            ways = {work: way for work, way in works if way}
            keep_scenarios(writer, ids, found, own, prices(), ON, True, ways)
    return project, homes


def test_homes_changed_by_hand_cost_together_what_each_costs_alone(tmp_path: Path) -> None:
    project, homes = street(tmp_path)
    with project:
        found = town_money(project, ON, Progress())
        assert found.ids.tolist() == homes
        for at, home in enumerate(homes):
            done_by = {work: way for work, way in OWN[at] if way not in ("", "firm")}
            works = tuple(work for work, _way in OWN[at])
            alone = homes_money(project, np.array([home]), [works], Terms(ON, done_by=done_by))
            assert found.ttc_low_eur[at] == alone.ttc_eur["low"][0]
            assert found.ttc_high_eur[at] == alone.ttc_eur["high"][0]
            assert found.aids_eur[at] == alone.aids_eur["typical"][0]
            assert found.left_eur[at] == alone.left_eur["typical"][0]
    assert (found.ttc_eur > 0).all()


def test_sums_before_and_with_tax_are_of_the_prices_of_the_day_of_composing(tmp_path: Path) -> None:
    project, homes = street(tmp_path)
    with project:
        before = town_money(project, ON, Progress())
        dear = {"low": 900, "typical": 1_000, "high": 1_100, "labour_share": 0.5, "year": 2026, "source": "marché"}
        with project.write("Testeuse", "Prix de la ville") as writer:
            town = writer.neighbourhood()
            rules = {"prices": dict.fromkeys(("loft_mineral", "windows_pvc"), dear)}
            writer.update("neighbourhood", town["id"], town["version"], {"rules": rules})
            (firm,) = writer.insert("firm", [{"name": "Toitures (fictif)"}])
            asked = {"work": "loft_mineral", "unit": "m²", "quantity": 40.0, "unit_price_eur_ht": 300.0, "used": 1}
            writer.insert("quote", [{"dwelling_id": homes[2], "firm_id": firm, "quoted_on": ON, **asked}])
        after = town_money(project, ON, Progress())
        assert after.ttc_low_eur.tolist() == before.ttc_low_eur.tolist()
        assert after.ttc_high_eur.tolist() == before.ttc_high_eur.tolist()
        told = read_neighbourhood(project, Progress()).columns
        (tax,) = set(np.round(after.ttc_eur[[0, 2]] / told["works_typical_eur_ht"][[0, 2]] - 1, 4).tolist())
        assert tax == 0.055  # both ranges are of the same prices: only the tax is between them
        (chapter,) = (one for one in town_dossier(project, ON, 1, ON).chapters if one.title == "Travaux et argent")
    sources = {one.source for one in chapter.indicators if one.name.startswith("Travaux choisis")}
    assert len(sources) == 1
    assert "travaux composés : 22 novembre 2026" in sources.pop()


def test_works_whose_price_was_not_kept_are_no_part_of_the_sums(tmp_path: Path) -> None:
    project, _homes = street(tmp_path)
    with project:
        with project.write("Testeuse", "Composer") as writer:
            row = writer.rows("works")[0]
            gone = {f"cost_{bound}_eur_ht": None for bound in ("low", "typical", "high")}
            writer.update("works", row["id"], row["version"], gone)
        found = town_money(project, ON, Progress())
        assert np.isnan(found.left_eur).tolist() == [True, False, False]


def test_a_home_with_a_work_of_no_catalogue_is_left_out(tmp_path: Path) -> None:
    project, homes = street(tmp_path)
    with project:
        with project.write("Testeuse", "Composer") as writer:
            row = writer.rows("works")[0]
            writer.update("works", row["id"], row["version"], {"work": "thatched_roof"})
        assert chosen_works(project).ids.tolist() == homes[1:]


def test_counting_stops_when_asked(tmp_path: Path) -> None:
    project, _homes = street(tmp_path)
    progress = Progress()
    progress.cancel()
    with project, pytest.raises(Cancelled):
        town_money(project, ON, progress)


def test_a_town_without_works_has_no_money_to_count(tmp_path: Path) -> None:
    project, _homes = priced_street(tmp_path / "q.rehab")
    with project:
        assert len(town_money(project, ON, Progress()).ids) == 0


@pytest.mark.parametrize("homes", [1, 2, 3])
def test_aids_of_fewer_than_three_homes_are_not_summed_as_they_tell_incomes(tmp_path: Path, homes: int) -> None:
    project, ids = street(tmp_path)
    with project:
        with project.write("Testeuse", "Retirer") as writer:
            gone = [row["id"] for row in writer.rows("scenario") if row["dwelling_id"] not in ids[:homes]]
            for table in ("works", "estimate"):
                writer.delete(table, [row["id"] for row in writer.rows(table) if row["scenario_id"] in gone])
            writer.delete("scenario", gone)
        (chapter,) = (one for one in town_dossier(project, ON, 1, ON).chapters if one.title == "Travaux et argent")
    told = {one.name: one for one in chapter.indicators}
    for name in ("Aides", "Reste à payer", "Logements aidés en rénovation d’ampleur"):
        assert (told[name].low is not None) == (homes == 3), name
        assert told[name].counted == homes or name.startswith("Logements")
    assert told["Travaux choisis, TTC"].low is not None
