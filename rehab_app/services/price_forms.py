"""Prices and building indices of a town as forms: what can be typed, how it is checked, and how it is kept."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _, mark
from rehab_app.domain.change import Change
from rehab_app.domain.fields import number, text
from rehab_app.domain.works import Price

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

PRICE_FIELDS = (
    number("low", mark("Low price"), "€", high=1e6),
    number("typical", mark("Usual price"), "€", high=1e6),
    number("high", mark("High price"), "€", high=1e6),
    number("labour_pct", mark("Share of labour"), "%", high=100),
    number("year", mark("Year of the prices"), low=2000, high=2100),
    text("source", mark("Where it comes from")),
)
INDEX_FIELDS = (text("month", mark("Month")), number("value", mark("Value of the index"), high=10_000))
_MONTH = re.compile(r"(0[1-9]|1[0-2])/(20\d\d)")


def shown_price(rules: Mapping[str, Any] | None, code: str) -> dict[str, str]:
    """Texts of the form of a price; empty where the town entered none."""
    own = ((rules or {}).get("prices") or {}).get(code)
    if own is None:
        return {}
    labour = own.get("labour_share")
    return {
        **{name: _written(own[name]) for name in ("low", "typical", "high")},
        "labour_pct": "" if labour is None else _written(100 * labour),
        "year": str(own["year"]),
        "source": str(own["source"]),
    }


def _written(value: float) -> str:
    return figure(value, "", 0 if value == int(value) else 2)


def price_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a price whose fields can each be read, by field."""
    found = {}
    for name in ("low", "typical", "high"):
        if not (values[name] or 0) > 0:
            found[name] = _("A price is above zero.")
    low, typical, high = (values[name] or 0 for name in ("low", "typical", "high"))
    if not found and not low <= typical <= high:
        found["typical"] = _("Low, usual and high are in this order.")
    if values["year"] is None or values["year"] != int(values["year"]):
        found["year"] = _("The year is needed: prices are followed in time.")
    if not values["source"]:
        found["source"] = _("Say where this price comes from.")
    return found


def keep_price(project: "Project", who: str, code: str, name: str, values: Mapping[str, Any]) -> Change:
    """Put a price of the town in place of the library's (`price_problems` finds nothing).

    Raises:
        RehabError: the library has no such price.
    """
    labour = values["labour_pct"]
    own = {"low": values["low"], "typical": values["typical"], "high": values["high"], "year": int(values["year"])}
    own |= {"source": values["source"]} | ({} if labour is None else {"labour_share": labour / 100})
    span = " · ".join(figure(own[bound], "", 0) for bound in ("low", "typical", "high"))
    label = _("Price of {work}: {price}").format(work=name, price=f"{span} €")
    return _change(project, who, label, "prices", lambda prices: {**prices, code: own})


def drop_price(project: "Project", who: str, code: str, name: str) -> Change:
    """Take the library's price again."""
    label = _("Price of {work}: that of the library again").format(work=name)
    return _change(project, who, label, "prices", lambda prices: {key: prices[key] for key in prices if key != code})


def month_of(typed: str) -> str:
    """`2026-07` of `07/2026`.

    Raises:
        RehabError: it is not a month; `where` is "month".
    """
    found = _MONTH.fullmatch(typed.strip())
    if found is None:
        raise RehabError(_("Months are written 07/2026."), "month")
    return f"{found[2]}-{found[1]}"


def shown_month(month: str) -> str:
    """`07/2026` of `2026-07`."""
    return "/".join(reversed(month.split("-")))


def keep_index(project: "Project", who: str, index: str, month: str, value: float) -> Change:
    """Keep the value of an index in a month (`2026-07`)."""
    label = _("Index {index}, {month}: {value}").format(
        index=index, month=shown_month(month), value=figure(value, "", 1)
    )

    def kept(indices: Mapping[str, Any]) -> dict[str, Any]:
        return {**indices, index: dict(sorted({**indices.get(index, {}), month: value}.items()))}

    return _change(project, who, label, "indices", kept)


def drop_index(project: "Project", who: str, index: str, month: str) -> Change:
    """Take the value of a month back."""
    label = _("Index {index}, {month}: removed").format(index=index, month=shown_month(month))

    def kept(indices: Mapping[str, Any]) -> dict[str, Any]:
        left = {key: value for key, value in indices.get(index, {}).items() if key != month}
        others = {name: values for name, values in indices.items() if name != index}
        return {**others, index: left} if left else others

    return _change(project, who, label, "indices", kept)


def count_quote(project: "Project", who: str, quote_id: int, used: bool) -> Change:
    """Count a quote among the local prices, or leave it out.

    Raises:
        RehabError: it is not in the project any more.
    """
    rows = project.rows("quote", id=quote_id)
    if not rows:
        raise RehabError(_("This quote is not in the project any more."))
    label = _("Count a quote among the local prices") if used else _("Leave a quote out of the local prices")
    with project.write(who, label) as writer:
        writer.update("quote", quote_id, rows[0]["version"], {"used": int(used)})
    return writer.change


def _change(project: "Project", who: str, label: str, part: str, change: Any) -> Change:
    """One part of the rules as `change` makes it of what is stored now, the others left as they are."""
    from rehab_app.services.town import keep_rules

    rules = dict(project.neighbourhood()["rules"] or {})
    changed = change(rules.pop(part, None) or {})
    return keep_rules(project, who, {**rules, part: changed} if changed else rules, label)


def index_users(prices: Mapping[str, Price]) -> dict[str, int]:
    """How many prices of the library follow each index."""
    found: dict[str, int] = {}
    for price in prices.values():
        if price.index:
            found[price.index] = found.get(price.index, 0) + 1
    return dict(sorted(found.items()))
