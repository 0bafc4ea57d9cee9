"""What neighbours save together, as a form: the ranges of the application until the town enters its own."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, mark
from rehab_app.domain.change import Change
from rehab_app.domain.fields import number, text
from rehab_app.domain.works import LOTS

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

FIELDS = (
    text("what", mark("What is shared")),
    number("homes", mark("From homes together"), low=2, high=100),
    number("full", mark("In full from homes"), low=2, high=100),
    number("low", mark("Saved, low"), "%", high=99),
    number("typical", mark("Saved, usual"), "%", high=99),
    number("high", mark("Saved, high"), "%", high=99),
    text("source", mark("Where it comes from")),
)
# Names that the calculation looks for; a town changes their ranges, not their names.
KNOWN = {
    "scaffold": mark("One scaffold along a row"),
    "site": mark("One site installation"),
    "purchase": mark("One order for all"),
}
SCAFFOLD = "scaffold"  # family of works, offered beside the trades


def name_of(rule: Mapping[str, Any]) -> str:
    """What a rule is called on screen."""
    what = str(rule.get("what") or "")
    return _(KNOWN[what]) if what in KNOWN else what


def for_what(rule: Mapping[str, Any]) -> str:
    """Trades that the rule is for, in words."""
    names = [_(LOTS[lot]) for lot in rule.get("lots") or () if lot in LOTS]
    if SCAFFOLD in (rule.get("families") or ()):
        names.insert(0, _("Scaffolding"))
    return ", ".join(names)


def shown(rule: Mapping[str, Any]) -> dict[str, str]:
    """Texts of the form."""
    low, typical, high = (
        figure(100 * share, "", 0 if round(100 * share, 6) % 1 == 0 else 1) for share in rule["saved"]
    )
    return {
        "what": name_of(rule), "homes": figure(rule["homes"]), "full": figure(rule["full"]),
        "low": low, "typical": typical, "high": high, "source": str(rule.get("source") or ""),
    }  # fmt: skip


def problems(values: Mapping[str, Any], parts: Sequence[str]) -> dict[str, str]:
    """What is wrong with a rule whose fields can each be read, by field; `parts` are trades and families chosen."""
    found = {
        name: _("It must be filled.") for name in ("homes", "full", "low", "typical", "high") if values[name] is None
    }
    if not values["what"]:
        found["what"] = _("Say what is shared.")
    elif not parts:
        found["what"] = _("Choose what it is for below.")
    if not found and values["full"] < values["homes"]:
        found["full"] = _("Not fewer homes than it begins with.")
    if not found and not values["low"] <= values["typical"] <= values["high"]:
        found["typical"] = _("Low, usual and high are in this order.")
    if not values["source"]:
        found["source"] = _("Say where this range comes from.")
    return found


def keep(project: "Project", who: str, at: int, values: Mapping[str, Any], parts: Sequence[str]) -> Change:
    """Change the rule at that place, or add one where there is none (`problems` finds nothing)."""
    from rehab_app.services.town import keep_rules

    stored = dict(project.neighbourhood()["rules"] or {})
    rules = [dict(rule) for rule in in_use(stored)]
    before = rules[at] if 0 <= at < len(rules) else {}
    others = [family for family in before.get("families") or () if family != SCAFFOLD]
    what = before["what"] if before and values["what"] == name_of(before) else values["what"]
    rule = {
        "what": what,
        "families": [*others, *(part for part in parts if part == SCAFFOLD)],
        "lots": [part for part in parts if part in LOTS],
        "homes": int(values["homes"]),
        "full": int(values["full"]),
        "saved": [round(values[name] / 100, 6) for name in ("low", "typical", "high")],
        "source": values["source"],
    }
    changed = [*rules[:at], rule, *rules[at + 1 :]] if before else [*rules, rule]
    label = _("Shared by neighbours: {what}").format(what=name_of(rule))
    return keep_rules(project, who, {**stored, "group": changed}, label)


def drop(project: "Project", who: str, at: int) -> Change:
    """Take a rule away; nothing is saved together by it any more."""
    from rehab_app.services.town import keep_rules

    stored = dict(project.neighbourhood()["rules"] or {})
    rules = list(in_use(stored))
    label = _("Shared by neighbours: {what} removed").format(what=name_of(rules[at]))
    return keep_rules(project, who, {**stored, "group": rules[:at] + rules[at + 1 :]}, label)


def reset(project: "Project", who: str) -> Change:
    """Take the ranges of the application again."""
    from rehab_app.services.town import keep_rules

    stored = {name: value for name, value in (project.neighbourhood()["rules"] or {}).items() if name != "group"}
    return keep_rules(project, who, stored, _("Shared by neighbours: ranges of the application again"))


def in_use(rules: Mapping[str, Any] | None) -> Sequence[Mapping[str, Any]]:
    """The rules that count: those of the town, else those of the application."""
    own = (rules or {}).get("group")
    if own is not None:
        return list(own)
    from rehab_app.works.effects import effects

    assumed = str(_("assumption of the application"))
    return [
        {"families": [], "lots": [], "source": assumed, **{key: rule[key] for key in rule}}
        for rule in effects()["group"]
    ]
