"""What works really cost and what homes really use: invoices among the prices, bills before and after the works."""

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.domain.billing import Bill, DegreeDays
from rehab_app.services.bills import add_bills, add_weather
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.composing import compose
from rehab_app.services.invoices import drop_last, invoiced, record_invoice
from rehab_app.services.pricing import home_quotes, project_prices, record_quote
from rehab_app.services.real_bills import HomeUse, accept_works, planned_days, real_uses, summed
from rehab_app.services.real_costs import cost_lines, home_gaps, work_gaps
from rehab_app.services.show_homes import add_visit, mark, show_homes, shown, unmark
from rehab_app.services.town import read_rules
from rehab_app.services.town_real import real_chapter
from rehab_app.services.town_report import town_dossier
from rehab_app.storage.project import Project
from tests.services.priced_street import priced_street

ON = datetime.date(2026, 11, 22)
BEFORE, AFTER = (datetime.date(2023, 9, 1), datetime.date(2024, 9, 1)), (datetime.date(2025, 4, 1), ON)
BEGAN, ACCEPTED = datetime.date(2024, 10, 1), datetime.date(2025, 3, 1)


def firm(project: Project) -> int:
    with project.write("", "Essai") as writer:
        (made,) = writer.insert("firm", [{"name": "Toits Essai (fictif)", "fictional": 1}])
    return made


def choose(project: Project, homes: list[int], work: str = "loft_mineral") -> None:
    with project.write("", "Composer") as writer:
        for home in homes:
            (scenario,) = writer.insert("scenario", [{"dwelling_id": home, "chosen": 1}])
            costs = {"cost_low_eur_ht": 1000.0, "cost_typical_eur_ht": 2000.0, "cost_high_eur_ht": 3000.0}
            writer.insert("works", [{"scenario_id": scenario, "work": work, "quantity": 40.0, **costs}])


def invoice(firm_id: int, home: int, **values: Any) -> dict[str, Any]:
    given = {
        "firm_id": firm_id,
        "dwelling_id": home,
        "work": "loft_mineral",
        "invoiced_on": ON,
        "amount_eur_ht": 2400.0,
    }
    return {**given, **values}


def test_an_invoice_is_a_local_price_in_place_of_its_quote(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        who = firm(project)
        asked = {"firm_id": who, "dwelling_id": homes[0], "work": "loft_mineral", "quoted_on": ON}
        record_quote(project, "", {**asked, "unit_price_eur_ht": 90.0})
        with_quote = project_prices(project, read_rules(project), ON)["loft_mineral"].typical
        record_invoice(project, "", invoice(who, homes[0], quantity=40.0))
        with_invoice = project_prices(project, read_rules(project), ON)["loft_mineral"].typical
        assert with_quote == pytest.approx(0.8 * 47 + 0.2 * 90)
        assert with_invoice == pytest.approx(0.8 * 47 + 0.2 * 60)
        assert home_quotes(project, homes, ON).unit_prices_eur_ht["loft_mineral"][0] == 60


def test_an_invoice_without_quantity_or_balance_is_no_unit_price(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        who = firm(project)
        record_invoice(project, "", invoice(who, homes[0]))
        record_invoice(project, "", invoice(who, homes[1], quantity=40.0, final=0))
        found = invoiced(project)
        assert all(bill.unit_price_eur_ht is None for bill in found.values())
        assert project_prices(project, read_rules(project), ON)["loft_mineral"].typical == 47


def test_lines_are_replaced_one_by_one_and_extras_told_apart(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        who = firm(project)
        choose(project, homes)
        record_invoice(project, "", invoice(who, homes[0], amount_eur_ht=2200.0))
        record_invoice(project, "", invoice(who, homes[0], work="doors", amount_eur_ht=900.0))
        record_invoice(project, "", invoice(who, homes[1], amount_eur_ht=1900.0))
        lines = cost_lines(project)
        first, second = home_gaps(lines)
        assert (first.known, first.extra, first.typical) == (2200, 900, 2000)
        assert second.gap == pytest.approx(-0.05)
        (work,) = work_gaps(lines)
        assert (work.homes, work.hidden) == (2, True)
        assert np.isnan([work.low, work.typical, work.high, work.known, work.invoiced, work.gap]).all()
        record_invoice(project, "", invoice(who, homes[2], amount_eur_ht=2000.0))
        (work,) = work_gaps(cost_lines(project))
        assert (work.homes, work.low, work.typical, work.high, work.known) == (3, 3000, 6000, 9000, 6100)
        drop_last(project, "", homes[0], "doors")
        with pytest.raises(RehabError):
            drop_last(project, "", homes[0], "doors")


def test_the_total_invoiced_tells_nobody_s_invoice_of_a_work_that_few_homes_have(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        who = firm(project)
        choose(project, homes)
        for home in homes[:3]:
            record_invoice(project, "", invoice(who, home, amount_eur_ht=2000.0))
        record_invoice(project, "", invoice(who, homes[0], work="doors", amount_eur_ht=917.0))
        lines = cost_lines(project)
        gap, paid, *_others = real_chapter(read_neighbourhood(project, Progress()), lines, None, 0, ()).indicators
        assert paid.low == pytest.approx(sum(work.invoiced for work in work_gaps(lines) if not work.hidden)) == 6000
        assert gap.low == pytest.approx(0)


def test_works_composed_again_after_their_quote_keep_an_estimate(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        who = firm(project)
        compose(project, "", "whole", ON, Progress())
        price = {"firm_id": who, "dwelling_id": homes[0], "work": "windows_pvc", "quoted_on": ON}
        quantity = next(row["quantity"] for row in project.rows("works", work="windows_pvc"))
        record_quote(project, "", {**price, "unit_price_eur_ht": 2000.0, "used": 0})
        (before,) = home_gaps(cost_lines(project))
        compose(project, "", "whole", ON, Progress())
        (after,) = home_gaps(cost_lines(project))
        assert before.known == after.known == pytest.approx(2000 * quantity)
        assert after.low < after.typical < after.high
        assert after.gap == pytest.approx(before.gap, rel=0.2)


def billed(project: Project, home: int, before_kwh: float, after_kwh: float) -> None:
    """A gas and an electricity bill of a year before, and of a year and more after."""
    add_bills(project, "", home, [
        Bill("gas", *BEFORE, before_kwh, "kwh", 1800.0), Bill("electricity", *BEFORE, 2000.0, "kwh", 600.0),
        Bill("gas", *AFTER, after_kwh, "kwh", 900.0), Bill("electricity", *AFTER, 2000.0, "kwh", 600.0),
    ])  # fmt: skip


def uses(project: Project) -> list[HomeUse]:
    return real_uses(project, ON, Progress())


def test_bills_before_and_after_the_works_are_compared_in_usual_years(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        choose(project, homes)
        for home in homes:
            accept_works(project, "", home, BEGAN, ACCEPTED)
            billed(project, home, 20_000, 15_000)
        found = uses(project)
        assert [use.problem for use in found] == ["", "", ""]
        days = (AFTER[1] - AFTER[0]).days
        assert found[0].before is not None
        assert found[0].after is not None
        assert found[0].before.kwh[1] == pytest.approx(22_000 * 365.25 / 366)
        assert found[0].after.kwh[1] == pytest.approx(17_000 * 365.25 / days)
        assert not found[0].before.corrected
        assert found[0].label_before_kwh > found[0].label_after_kwh
        low, high = found[0].expected_kwh
        assert 0 < low < high < found[0].label_before_kwh - found[0].label_after_kwh
        total = summed(found)
        assert total is not None
        assert (total.homes, total.of, total.uncorrected) == (3, 3, 3)
        assert total.saved == pytest.approx(3 * (found[0].saved_kwh or 0))
        assert summed(found[:2]) is None
        # Two of the three are told one by one: the third could be taken from the sum.
        assert summed(found, homes[:1]) is None
        assert summed(found, homes[:2]) is None
        assert summed(found, homes) == total


def test_a_mild_year_is_brought_to_a_normal_one(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        choose(project, homes[:1])
        accept_works(project, "", homes[0], BEGAN, ACCEPTED)
        billed(project, homes[0], 20_000, 15_000)
        (plain,) = uses(project)
        add_weather(project, "", [DegreeDays(*BEFORE, 2000.0, 2400.0, "station fictive")])
        (corrected,) = uses(project)
        assert plain.before is not None
        assert corrected.before is not None
        assert corrected.before.corrected
        assert plain.before.kwh[1] < corrected.before.kwh[1] <= 1.2 * plain.before.kwh[1]


def test_what_is_lacking_is_named(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        choose(project, homes[:1])
        accept_works(project, "", homes[0], BEGAN, ACCEPTED)
        (use,) = uses(project)
        assert "avant les travaux" in use.problem
        assert "électricité" in use.problem
        assert use.saved_kwh is None
        accept_works(project, "", homes[1], BEGAN, ACCEPTED)
        assert "n’est pas estimé" in uses(project)[1].problem
        assert planned_days(project, homes[0]) == (BEGAN, ACCEPTED)
        assert planned_days(project, homes[2]) == (None, None)


def test_a_show_home_is_reported_only_with_the_agreement_of_its_household(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        mark(project, "", homes[0], {"opened_on": BEGAN, "closed_on": None, "consent_on": None, "note": ""})
        row = project.rows("show_home")[0]
        add_visit(project, "", row["id"], ACCEPTED, 12.0, "")
        with pytest.raises(RehabError):
            add_visit(project, "", row["id"], ACCEPTED, 0.0, "")
        with pytest.raises(RehabError):
            mark(project, "", homes[0], {"opened_on": ACCEPTED, "closed_on": BEGAN})
        found = show_homes(project, read_neighbourhood(project, Progress()), [], [])
        assert (found[0].visitors, shown(found)) == (12, ())
        mark(project, "", homes[0], {"opened_on": BEGAN, "consent_on": BEGAN})
        assert [home.visitors for home in town_dossier(project, ON, 1, ON).show_homes] == [12]
        unmark(project, "", row["id"])
        assert not project.rows("show_visit")
