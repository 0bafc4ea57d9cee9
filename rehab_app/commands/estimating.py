"""`rehab estimate` and `rehab compose`: the energy of the homes of a project, and the works they could do."""

import argparse
import datetime
from typing import Any

from rehab_app.core.format import euros, percent, span
from rehab_app.core.i18n import _, ngettext


def register(subparsers: Any) -> None:
    estimate = subparsers.add_parser(
        "estimate", help=_("estimate all homes of a project and compare with official labels")
    )
    estimate.add_argument("project")
    _add_date(estimate)
    estimate.set_defaults(run=run_estimate)
    compose = subparsers.add_parser("compose", help=_("give homes a bundle of works, with costs and the state after"))
    compose.add_argument("project")
    compose.add_argument("--bundle", default="whole", help=_("bundle of the catalogue (default: whole)"))
    _add_date(compose)
    compose.set_defaults(run=run_compose)


def _add_date(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--on",
        type=datetime.date.fromisoformat,
        default=None,
        metavar="YYYY-MM-DD",
        help=_("date of prices, factors and thresholds (default: today)"),
    )


def run_estimate(options: argparse.Namespace) -> int:
    """Estimate all homes; print how many were taken, estimated, refused and why, and how many labels agree."""
    from rehab_app.core.progress import Progress
    from rehab_app.services.estimating import estimate_project
    from rehab_app.services.session import open_session

    session = open_session(options.project)
    try:
        report = estimate_project(session.project, session.who, options.on or datetime.date.today(), Progress())
    finally:
        session.close()
    print(ngettext("{count} home taken", "{count} homes taken", report.homes).format(count=report.homes))
    print(ngettext("{count} estimated", "{count} estimated", report.estimated).format(count=report.estimated))
    refused = sum(report.refused.values())
    print(ngettext("{count} refused", "{count} refused", refused).format(count=refused))
    for reason, count in report.refused.items():
        print(f"  {count:>5}  {reason}")
    if report.compared:
        share = percent(report.same_label / report.compared, 1)
        print(
            _("Same label as the official one, at its date: {share} ({same} of {compared})").format(
                share=share, same=report.same_label, compared=report.compared
            )
        )
    return 0


def run_compose(options: argparse.Namespace) -> int:
    """Give all homes a bundle; print how many have works, and what they cost together."""
    from rehab_app.core.progress import Progress
    from rehab_app.services.composing import compose
    from rehab_app.services.session import open_session

    session = open_session(options.project)
    try:
        on = options.on or datetime.date.today()
        report = compose(session.project, session.who, options.bundle, on, Progress())
    finally:
        session.close()
    print(
        ngettext(
            "{count} home taken, {works} with works", "{count} homes taken, {works} with works", report.homes
        ).format(count=report.homes, works=report.with_works)
    )
    if report.refused:
        print(
            ngettext(
                "{count} cannot be estimated after the works",
                "{count} cannot be estimated after the works",
                report.refused,
            ).format(count=report.refused)
        )
    print(
        _("Works before tax: {range} (typical {typical})").format(
            range=span(report.low_eur_ht, report.high_eur_ht, "€"), typical=euros(report.typical_eur_ht)
        )
    )
    return 0
