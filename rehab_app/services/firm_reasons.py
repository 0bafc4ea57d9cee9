"""Why a firm was chosen for a trade, in words. A reason is kept as `{"reason": code of REASONS, "values": {…}}`."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from rehab_app.core.format import day, figure, percent
from rehab_app.core.i18n import _, mark, ngettext

REASONS = {
    "no_certificate": mark("no certificate on {day} for: {domains} – aids are refused without it"),
    "certificate_ends": mark("its certificate “{domain}” ends on {day}, within the works: ask for the new one"),
    "only": mark("the only firm with this trade"),
    "held": mark("promised to this group, or at work there already"),
    "price": mark("its quotes are {gap}"),
    "nearest": mark("the nearest, {km}"),
    "distance": mark("{km} away"),
    "soonest": mark("free first"),
    "certified": mark("certificates valid throughout the works"),
    "not_certified": mark("without a valid certificate: {firms}"),
}
WARNINGS = ("no_certificate", "certificate_ends")


def firm_words(reasons: Sequence[Mapping[str, Any]]) -> str:
    """All reasons as one line, "" when none is known."""
    return "; ".join(reason_words(one) for one in reasons)


def reason_words(reason: Mapping[str, Any]) -> str:
    """One reason in the user's language."""
    code, values = str(reason["reason"]), dict(reason["values"])
    if "km" in values:
        values["km"] = figure(values["km"], "km", 1)
    if "day" in values:
        values["day"] = day(datetime.date.fromisoformat(values["day"]))
    for name in ("domains", "firms"):
        if name in values:
            values[name] = ", ".join(values[name])
    if "share" in values:
        values["gap"] = _gap(values["share"])
    if code == "soonest" and round(values["weeks"]) > 0:
        weeks = round(values["weeks"])
        return ngettext("free first, in {count} week", "free first, in {count} weeks", weeks).format(count=weeks)
    return _(REASONS[code]).format(**values)


def _gap(share: float) -> str:
    """`8 % below the usual price`."""
    if abs(share) < 0.005:
        return _("at the usual price")
    told = percent(abs(share))
    return (_("{share} below the usual price") if share < 0 else _("{share} above the usual price")).format(share=told)
