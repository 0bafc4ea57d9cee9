"""An invented plan of money of a home, whose sums hold to the cent."""

import datetime

from rehab_app.domain.financing import AidLine, Due, LoanLine, Option, Paid, Range, State, WorkLine, Year

DAY = datetime.date.min


def _work(code: str, label: str, lot: str, quantity: float, unit: str, typical: float, by: str = "firm") -> WorkLine:
    before = Range(round(typical * 0.8, 2), typical, round(typical * 1.3, 2))
    with_tax = Range(*(round(value * 1.055, 2) for value in (before.low, before.typical, before.high)))
    return WorkLine(code, label, lot, quantity, unit, before, 5.5, with_tax, by, year=2024, source="Relevé inventé")


WORKS = (
    _work("loft_mineral", "Isolation des combles perdus", "roof", 41.2, "m²", 1_236.0),
    _work("windows_pvc", "Remplacement des fenêtres", "joinery", 11.5, "m²", 6_900.0),
    _work("heat_pump", "Pompe à chaleur air-eau", "heating", 1.0, "ens", 13_000.0),
)
_COST = Range(*(round(sum(getattr(w.cost_eur, end) for w in WORKS), 2) for end in ("low", "typical", "high")))
_AIDS = (
    AidLine("mpr_ampleur_advance", "MaPrimeRénov’ rénovation d’ampleur", "Anah", 4_000.0, State.COUNTED,
            "50 % de 21 136 € hors taxes", DAY, "décret", "B", False, Paid.ADVANCE),
    AidLine("mpr_ampleur", "MaPrimeRénov’ rénovation d’ampleur", "Anah", 6_568.0, State.COUNTED,
            "50 % de 21 136 € hors taxes", DAY, "décret", "B", True, Paid.BALANCE),
    AidLine("cee", "Certificats d’économies d’énergie : fenêtres", "Fournisseur d’énergie", 240.5, State.OTHER_WAY,
            "ne s’ajoute pas", DAY, "arrêté", "C", True, Paid.BALANCE),
    AidLine("local", "Aides de la commune", "Commune", 0.0, State.TO_ENTER,
            "aucune n’est saisie", DAY, "", "R", True, Paid.BALANCE),
)  # fmt: skip
ASSISTANCE = 2_000.0
TOTAL = round(_COST.typical + ASSISTANCE, 2)
_LOAN = 9_000.0


def plan() -> Option:
    """Works with the adviser's bill, aids of the way of whole renovations, a loan and own money."""
    aids = 10_568.0
    costs = (_COST.low + ASSISTANCE, TOTAL, _COST.high + ASSISTANCE)
    left = Range(*(round(cost - aids, 2) for cost in costs))
    return Option(
        dwelling_id=1, bundle="whole", name="Rénovation complète", works=WORKS,
        cost_eur_ht=Range(16_908.8, 21_136.0, 27_476.8), cost_eur=_COST, assistance_bill_eur=ASSISTANCE,
        total_eur=TOTAL,
        label_before="F", label_after="B", emissions_before="F", emissions_after="A",
        final_kwh_before=24_310.0, final_kwh_after=5_020.0, primary_kwh_m2_before=338.0, primary_kwh_m2_after=104.0,
        conventional_eur_before=2_614.0, conventional_eur_after=1_080.0, way="ampleur", other_way_eur=3_100.0,
        aids=_AIDS, aids_eur=aids, left_to_pay_eur=left, fronted_eur=6_568.0,
        loans=(LoanLine("eco_ptz", "Éco-prêt à taux zéro", _LOAN, 30_000.0, 15.0, 0.0, 50.0, 0.0, True,
                        "la banque décide", "B", False),),
        own_money_eur=round(left.typical - _LOAN, 2), payment_month_eur=50.0,
        month_before_eur=Range(150.0, 200.0, 280.0), month_after_eur=Range(100.0, 120.0, 150.0),
        bill_basis="estimation d’après l’étiquette, pas une facture",
        schedule=(Due("start", "avant les travaux", 0.0, 13_000.0), Due("works", "pendant les travaux", TOTAL, 0.0),
                  Due("end", "après les travaux", 0.0, 6_568.0)),
        years=(Year(15, Range(27_000.0, 36_000.0, 50_400.0), Range(20_000.0, 24_000.0, 30_000.0)),),
        comfort=("moins de courants d’air",), weeks=Range(2.0, 3.0, 4.5), area_lost_m2=0.0,
        steps=(("loft_mineral", "windows_pvc"), ("heat_pump",)), issues=(), warnings=("règle à venir",),
        rules_on=DAY, priced_on=DAY,
    )  # fmt: skip
