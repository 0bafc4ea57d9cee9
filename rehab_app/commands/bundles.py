"""`rehab bundles FILE [--dwelling N]`: bundles side by side, step by step, or the best one for a target."""

import argparse
import datetime
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rehab_app.core.format import day, euros, figure, span
from rehab_app.core.i18n import _, from_french

if TYPE_CHECKING:
    from rehab_app.domain.financing import Option
    from rehab_app.storage.project import Project

_DEFAULT = ("step", "envelope", "heating", "whole", "whole_biosourced")
_WIDTH = 34


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("bundles", help=_("compare bundles of works for one home, to the month's budget"))
    parser.add_argument("project")
    parser.add_argument(
        "--dwelling", type=int, default=None, metavar="N", help=_("number of the home; all homes together without it")
    )
    parser.add_argument("--bundle", action="append", default=None, help=_("bundle of the catalogue; up to five times"))
    parser.add_argument(
        "--step", action="append", default=None, metavar="WORK,…", help=_("works of a step; once for each step")
    )
    parser.add_argument("--target", default=None, help=_("label=B, budget=8000 or month: search the best bundle"))
    parser.add_argument("--biosourced", action="store_true", help=_("search among biosourced materials"))
    parser.add_argument(
        "--own", action="append", default=[], metavar="WORK", help=_("a work that the household does itself")
    )
    parser.add_argument(
        "--supervised", action="append", default=[], metavar="WORK", help=_("a work done with a supervisor")
    )
    parser.add_argument("--together", type=int, default=1, metavar="N", help=_("neighbours who do the same works"))
    parser.add_argument(
        "--on", type=datetime.date.fromisoformat, default=None, metavar="YYYY-MM-DD", help=_("date of filing")
    )
    parser.add_argument(
        "--quoted-on",
        type=datetime.date.fromisoformat,
        default=None,
        metavar="YYYY-MM-DD",
        help=_("date of the quotes"),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the comparison."""
    from rehab_app.services.session import open_session

    session = open_session(options.project)
    try:
        if options.dwelling is None:
            _print_totals(session.project, options)
        else:
            print_comparison(_of_one_home(session.project, options))
    finally:
        session.close()
    return 0


def _of_one_home(project: "Project", options: argparse.Namespace) -> "Sequence[Option]":
    """The bundles, the steps or the best bundle asked for; what the search or the order says is printed first."""
    from rehab_app.services.bundling import options as compare
    from rehab_app.services.bundling import step_options
    from rehab_app.services.targeting import aim_of, best_bundle

    done_by = dict.fromkeys(options.own, "own") | dict.fromkeys(options.supervised, "supervised")
    home, on = options.dwelling, options.on
    if options.target:
        best = best_bundle(project, home, aim_of(options.target), on, options.biosourced, done_by)
        print(best.sentence)
        return [best.option]
    if options.step:
        found, problems = step_options(project, home, [step.split(",") for step in options.step], on)
        for problem in problems:
            print(f"! {problem}")
        return found
    chosen = options.bundle or _DEFAULT
    return compare(project, home, chosen, on, done_by, options.together, 0.0, options.quoted_on)


def _print_totals(project: "Project", options: argparse.Namespace) -> None:
    """Sums over the neighbourhood, one line a bundle."""
    from rehab_app.core.progress import Progress
    from rehab_app.services.bundles import bundle_names
    from rehab_app.services.financing import neighbourhood_plans

    chosen = options.bundle or _DEFAULT
    plans = neighbourhood_plans(project, chosen, options.on or datetime.date.today(), Progress())
    names = bundle_names()
    print(_("{homes} homes, rules and prices of {date}").format(homes=len(plans.ids), date=day(plans.rules_on)))
    for code, sums in zip(plans.bundles, plans.totals(), strict=True):
        print(
            _("{bundle}: works {works} with tax, aids {aids}, left to pay {left}").format(
                bundle=names[code],
                works=span(sums["cost_low_eur"], sums["cost_high_eur"], "€"),
                aids=euros(sums["aids_eur"]),
                left=span(sums["left_low_eur"], sums["left_high_eur"], "€"),
            )
        )


def print_comparison(found: Sequence["Option"]) -> None:
    """One line a figure, one column a bundle; then each bundle's works and aids."""
    rows: list[tuple[str, Callable[[Option], str]]] = [
        (_("Label before → after"), lambda o: f"{o.label_before or '–'} → {o.label_after or '–'}"),
        (_("Final energy before → after"), _energy),
        (_("Works with tax"), lambda o: span(o.cost_eur.low, o.cost_eur.high, "€")),
        (_("Adviser’s bill"), lambda o: euros(o.assistance_bill_eur, cents=True)),
        (_("Total, usual price"), lambda o: euros(o.total_eur, cents=True)),
        (_("Aids"), lambda o: euros(o.aids_eur, cents=True)),
        (_("Left to pay"), lambda o: euros(o.left_to_pay_eur.typical, cents=True)),
        (_("Left to pay, range"), lambda o: span(o.left_to_pay_eur.low, o.left_to_pay_eur.high, "€")),
        (_("To be fronted"), lambda o: euros(o.fronted_eur)),
        (_("Own money, beside the loan"), lambda o: euros(o.own_money_eur, cents=True)),
        (_("Payment a month"), lambda o: euros(o.payment_month_eur, cents=True)),
        (_("Month before (estimate)"), lambda o: span(o.month_before_eur.low, o.month_before_eur.high, "€")),
        (_("Month after (estimate)"), lambda o: span(o.month_after_eur.low, o.month_after_eur.high, "€")),
        (_("Weeks on site"), lambda o: span(o.weeks.low, o.weeks.high, "", 1)),
    ]
    print(" " * _WIDTH + " ".join(f"{option.name[: _WIDTH - 2]:>{_WIDTH}}" for option in found))
    for heading, cell in rows:
        print(f"{heading:<{_WIDTH}}" + " ".join(f"{cell(option):>{_WIDTH}}" for option in found))
    for option in found:
        _print_details(option)


def _energy(option: "Option") -> str:
    return f"{figure(option.final_kwh_before)} → {figure(option.final_kwh_after, 'kWh')}"


def _print_details(option: "Option") -> None:
    from rehab_app.domain.financing import PAID

    print()
    print(f"{option.name} — {_('rules of {date}').format(date=day(option.rules_on))}")
    if option.refusal:
        print(f"  ! {option.refusal}")
    for work in option.works:
        assumed = _(" (assumption)") if work.assumption else ""
        amount = figure(work.quantity, from_french(work.unit), 1 if work.unit == "m²" else 0)
        cost = euros(work.cost_eur.typical, cents=True) + assumed
        print("  " + _("{name}: {value}").format(name=f"{work.label}, {amount}", value=cost))
    for aid in option.aids:
        confirm = " " + _("(to be confirmed)") if aid.to_confirm else ""
        when = f" {_(PAID[aid.paid])}" if aid.counted else ""
        given = f"{euros(aid.amount_eur, cents=True)}{when}{confirm} — {aid.reason}"
        print("  " + _("{name}: {value}").format(name=aid.label, value=given))
    for text in (*option.issues, *option.warnings):
        print(f"  ! {text}")
