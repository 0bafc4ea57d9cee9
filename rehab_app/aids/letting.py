"""What the law says of letting by energy label, and the tax relief of low rents (Loc'Avantages)."""

import datetime

from rehab_app.aids.parameters import parameters_at
from rehab_app.core.i18n import _
from rehab_app.domain.town import LABELS

# Last day on which a lease may begin or be renewed, by label (loi n° 2021-1104 du 22 août 2021, art. 160).
LAST_DAYS = {
    "G": datetime.date(2024, 12, 31),
    "F": datetime.date(2027, 12, 31),
    "E": datetime.date(2033, 12, 31),
}
LEVELS = ("loc1", "loc2", "loc3")


def letting_until(label: str) -> datetime.date | None:
    """Last day on which a home of that label may be let anew; None when no ban is known."""
    return LAST_DAYS.get(label)


def loc_avantages(
    rent_month_eur: float | None, label_after: str, on: datetime.date
) -> tuple[dict[str, float], list[str]]:
    """Tax relief a year by level, plain and with rental intermediation, and what it asks (CGI art. 199 tricies).

    Args:
        rent_month_eur: rent of the agreement, None when it is not known.
        label_after: label after aided works.
        on: date of the agreement.
    """
    rules = parameters_at("other", on)["loc_avantages"]
    asks = [
        _("unfurnished, let for {years} years, rent under the ceiling of the zone (to be entered)").format(
            years=rules["years"]
        )
    ]
    if on > rules["ends"]:
        return {}, [_("Loc’Avantages has ended")]
    if label_after not in LABELS or LABELS.index(label_after) + 1 > rules["label_after_max"]:
        return {}, [_("Loc’Avantages asks for label D at least after aided works"), *asks]
    if rent_month_eur is None:
        return {}, [_("rent not known: to be entered"), *asks]
    relief = {}
    for level in LEVELS:
        for suffix, share in zip(("", "_intermediation"), rules[level], strict=True):
            if share:
                relief[level + suffix] = round(rent_month_eur * 12 * share / 100, 2)
    return relief, asks
