"""The money of "my home" read back: sums to the cent, aids with reasons, who pays when, the month."""

import dataclasses
from io import BytesIO

import pytest

from rehab_app.core import i18n
from rehab_app.core.format import figure
from rehab_app.domain.financing import Option
from rehab_app.domain.household_dossier import HouseholdDossier
from rehab_app.reports.household import household_pdf
from rehab_app.reports.style import BOTTOM, PAGE_HEIGHT, TOP
from tests.reports.invented_home import home
from tests.reports.invented_plan import ASSISTANCE, TOTAL, WORKS, plan
from tests.reports.reading import outside_margins, pages, plain, sizes


def with_plan(option: Option | None = None, **changes: object) -> HouseholdDossier:
    first, *others = home().options
    told = dataclasses.replace(first, plan=option or plan())
    return dataclasses.replace(home(), options=(told, *others), **changes)  # type: ignore[arg-type]


def made(dossier: HouseholdDossier) -> bytes:
    target = BytesIO()
    household_pdf(dossier, target)
    return target.getvalue()


def words_of(dossier: HouseholdDossier) -> str:
    return plain(" ".join(pages(made(dossier))))


def cents(value: float) -> str:
    return plain(figure(value, "", 2))


def test_the_total_is_the_sum_of_the_works_and_of_the_adviser_to_the_cent() -> None:
    text = words_of(with_plan())
    for work in WORKS:
        assert cents(work.cost_eur.typical) in text
    assert round(sum(work.cost_eur.typical for work in WORKS) + ASSISTANCE, 2) == TOTAL
    assert f"Total {cents(TOTAL)}" in text


def test_who_pays_adds_up_to_what_is_to_be_paid() -> None:
    told = plan()
    carried = sum(loan.capital_eur for loan in told.loans if loan.chosen)
    assert round(sum(told.aids_by_payer().values()) + carried + told.own_money_eur, 2) == told.total_eur
    text = words_of(with_plan())
    assert f"Anah {cents(10_568.0)}" in text
    assert f"Apport personnel {cents(told.own_money_eur)}" in text
    assert "pendant 15 ans" in text


def test_each_aid_has_its_reason_its_payer_and_its_time() -> None:
    text = words_of(with_plan())
    assert "50 % de 21 136 € hors taxes. Versée par : Anah, avant les travaux." in text
    assert "À confirmer." in text
    assert f"Total des aides {cents(10_568.0)}" in text
    assert "Certificats d’économies d’énergie : fenêtres (240 €), avec l’autre parcours : ne s’ajoute pas" in text
    assert "Aides de la commune, à saisir par la commune : aucune n’est saisie" in text


def test_the_month_has_its_range_and_is_called_an_estimate() -> None:
    text = words_of(with_plan())
    assert "150 – 280 €" in text
    assert "100 – 150 €" in text
    assert "pas une facture" in text
    assert "Dont 50,00 € par mois pour le prêt." in text


def test_steps_are_numbered_in_order() -> None:
    text = words_of(with_plan())
    assert text.index("Isolation des combles perdus ; Remplacement des fenêtres") < text.index("Chantier de 2,0 – 4,5")
    assert "Règle à venir" in text


def test_works_of_the_household_are_named_so() -> None:
    works = (dataclasses.replace(WORKS[0], done_by="own"), *WORKS[1:])
    text = words_of(with_plan(dataclasses.replace(plan(), works=works)))
    assert "Isolation des combles perdus (par le ménage)" in text


def test_a_tenant_reads_what_the_energy_bill_would_lose() -> None:
    told = dataclasses.replace(plan(), tenant_month_saving_eur=plan().month_after_eur)
    text = words_of(with_plan(told, tenure="rented"))
    assert "Le propriétaire paie les travaux" in text
    assert "baisserait de 100 – 150 € par mois" in text


def test_works_composed_from_an_older_description_are_to_be_composed_again() -> None:
    first, *others = home().options
    dossier = dataclasses.replace(home(), options=(dataclasses.replace(first, outdated=True), *others))
    assert "recomposer les travaux" in words_of(dossier)


def test_what_is_open_in_the_estimate_is_said_with_what_to_look_at() -> None:
    chances = (("E", 0.62), ("F", 0.38))
    text = words_of(with_plan(range_kwh_m2=(290.0, 402.0), label_chances=chances, ask_next=("vitrage", "combles")))
    assert "290 – 402 kWh par mètre carré" in text
    assert "Chances de chaque lettre : E 62 %, F 38 %." in text
    assert "regarder : vitrage, combles." in text


def test_the_date_of_the_rules_is_that_of_the_edition() -> None:
    dossier = with_plan().dated(3, home().edition.made_on)
    assert dossier.edition.parameters_on == dossier.edition.made_on
    assert "aux prix du 22 novembre 2026" in words_of(dossier)


@pytest.mark.parametrize("code", ["fr", "en"])
def test_everything_is_in_twelve_points_within_the_margins(code: str) -> None:
    i18n.set_language(code)
    content = made(with_plan())
    assert min(size for _letter, size, y in sizes(content) if BOTTOM < y < PAGE_HEIGHT - TOP) >= 12
    assert outside_margins(content) == []


def test_aids_told_in_the_same_words_are_told_once() -> None:
    told = plan()
    first = next(line for line in told.aids if line.counted)
    twin = dataclasses.replace(first, label="MaPrimeRénov’ : porte", amount_eur=200.0)
    option = dataclasses.replace(told, aids=(*told.aids, twin))
    text = words_of(with_plan(option))
    assert text.count("Versée par : Anah, avant les travaux.") == 1
    assert "Pour ces 2 aides : 50 % de" in text
    assert cents(200.0) in text


def test_aids_refused_for_one_reason_share_a_sentence() -> None:
    told = plan()
    refused = next(line for line in told.aids if not line.counted)
    pair = [
        dataclasses.replace(refused, label=f"MaPrimeRénov’ par geste : {part}", amount_eur=0.0, reason="plus aidé")
        for part in ("toiture", "fenêtres")
    ]
    text = words_of(with_plan(dataclasses.replace(told, aids=(*told.aids, *pair))))
    assert "MaPrimeRénov’ par geste : toiture, fenêtres" in text
    assert text.count("plus aidé") == 1


def test_the_first_page_says_what_is_left_to_pay_and_the_month() -> None:
    first = plain(pages(made(with_plan()))[0])
    assert "reste à payer après les aides" in first
    assert plain(figure(plan().left_to_pay_eur.typical, "€")) in first
    assert plain(figure(plan().month_after_eur.typical, "€")) in first


def test_a_tenant_is_not_told_what_the_landlord_pays_on_the_first_page() -> None:
    told = dataclasses.replace(plan(), tenant_month_saving_eur=plan().month_after_eur)
    first = plain(pages(made(with_plan(told, tenure="rented")))[0])
    assert "reste à payer" not in first
    assert "de moins par mois pour l’énergie" in first


def test_words_of_the_trade_are_explained_where_they_are_used() -> None:
    text = words_of(with_plan())
    assert "Les mots expliqués" in text
    assert "Anah – L’agence nationale de l’habitat" in text
    assert "Éco-PTZ – Un prêt" in text
    assert "RGE –" not in text
