"""Whether an offer for energy certificates came in time (code de l'énergie, art. R221-22; to be confirmed).

The offer is made before the quote is signed or, for a private person, at most fourteen days after, and before works.
"""

import datetime

DAYS_AFTER_SIGNATURE = 14


def offer_in_time(
    offered_on: datetime.date | None, signed_on: datetime.date | None, begun_on: datetime.date | None = None
) -> bool:
    """True when the offer counts; a date that is not known does not refuse it."""
    if offered_on is None:
        return True
    if signed_on is not None and (offered_on - signed_on).days > DAYS_AFTER_SIGNATURE:
        return False
    return begun_on is None or offered_on < begun_on
