"""Quotes and invoices through a real window: checked, counted, and beside the estimate."""

import pytest

from rehab_app.domain.change import Change
from rehab_app.services.invoices import record_invoice
from rehab_app.services.pricing import record_quote
from rehab_app.services.session import Session
from rehab_app.ui.drafts import (
    INVOICE_DRAFT,
    QUOTE_DRAFT,
)
from rehab_app.ui.follow_up.page import FollowUpPage
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow
from tests.journeys.following_up import DAY
from tests.journeys.following_up import page as page
from tests.journeys.following_up import town as town


def choose_work(form: EntryForm, code: str) -> None:
    box = form.lines["work"].entry
    assert isinstance(box, Choice)
    box.choose(code)


def test_a_quote_is_checked_then_stands_beside_the_estimate(window: MainWindow, page: FollowUpPage) -> None:
    assert window.desk.homes is not None
    home = int(window.desk.homes.ids[1])
    window.desk.selection.choose([home])
    page.costs.quote.click()
    settle(window)
    form = page.costs.forms[QUOTE_DRAFT]
    assert form.lines["dwelling_id"].text == "3 Rue de l’Essai"
    form.submit()
    assert form.lines["unit_price_eur_ht"].error == "Un prix est supérieur à zéro."
    form.lines["quoted_on"].write("hier")
    form.submit()
    assert "n’est pas une date" in form.lines["quoted_on"].error

    form.lines["quoted_on"].write("02/11/2026")
    form.lines["unit_price_eur_ht"].write("60")
    choose_work(form, "loft_mineral")
    form.submit()
    settle(window)
    assert not form.isVisible()
    (gap,) = page.found.gaps
    assert (gap.home_id, gap.known, gap.typical) == (home, 60 * 42, 2000)
    assert gap.gap == pytest.approx(0.26)
    assert page.costs.unit_prices.rowCount() == 1
    window.commands.undo.trigger()
    settle(window)
    assert page.found.gaps == ()
    assert page.costs.nothing.isVisibleTo(page.costs)


def test_an_invoice_takes_the_place_of_the_quote_of_its_line(window: MainWindow, page: FollowUpPage) -> None:
    assert window.desk.homes is not None
    home = int(window.desk.homes.ids[1])
    quote = {"firm_id": 1, "dwelling_id": home, "quoted_on": DAY}

    def quoted(session: Session) -> Change:
        record_quote(session.project, "", {**quote, "unit_price_eur_ht": 50.0, "work": "loft_mineral"})
        return record_quote(session.project, "", {**quote, "unit_price_eur_ht": 800.0, "work": "windows_pvc"})[1]

    window.desk.write(quoted)
    settle(window)
    window.desk.selection.choose([home])
    page.costs.invoice.click()
    settle(window)
    form = page.costs.forms[INVOICE_DRAFT]
    form.submit()
    assert form.lines["amount_eur_ht"].error == "Un montant est supérieur à zéro."
    form.lines["dwelling_id"].write("3 rue de nulle part")
    form.submit()
    assert "Aucun logement n’a cette adresse" in form.lines["dwelling_id"].error
    form.lines["dwelling_id"].write("3 Rue de l’Essai")
    form.lines["amount_eur_ht"].write("2 310")
    choose_work(form, "loft_mineral")
    form.submit()
    settle(window)
    assert not form.isVisible()
    (gap,) = page.found.gaps
    assert (gap.known, gap.invoiced) == (2310 + 800 * 9, 2310)
    assert [(line.work, line.final) for line in gap.lines] == [("loft_mineral", True), ("windows_pvc", False)]
    page.costs.lines.selectRow(0)
    page.costs.drop.click()
    settle(window)
    (gap,) = page.found.gaps
    assert (gap.known, gap.invoiced) == (50 * 42 + 800 * 9, 0)


def test_a_part_invoice_does_not_yet_count_as_the_real_price(window: MainWindow, page: FollowUpPage) -> None:
    assert window.desk.homes is not None
    part = {"firm_id": 1, "dwelling_id": int(window.desk.homes.ids[1]), "work": "loft_mineral", "invoiced_on": DAY}
    window.desk.write(
        lambda session: record_invoice(session.project, "", {**part, "amount_eur_ht": 600.0, "final": 0})[1]
    )
    settle(window)
    assert page.found.gaps[0].known == 0
    window.desk.write(
        lambda session: record_invoice(session.project, "", {**part, "amount_eur_ht": 1500.0, "final": 1})[1]
    )
    settle(window)
    assert page.found.gaps[0].known == 2100
