"""`rehab survey`: check the survey against official houses, fill a neighbourhood, print the questionnaire."""

import argparse
import datetime
from pathlib import Path
from typing import Any

from rehab_app.core.format import figure, percent
from rehab_app.core.i18n import _, ngettext


def register(subparsers: Any) -> None:
    survey = subparsers.add_parser("survey", help=_("estimate homes from a dozen answers"))
    actions = survey.add_subparsers(title=_("actions"), metavar="ACTION", required=True)
    check = actions.add_parser("check", help=_("reduce official houses to the survey’s answers and compare"))
    check.add_argument("folder", type=Path, help=_("folder of DPE files (XML)"))
    check.add_argument(
        "--as-fitted",
        action="store_true",
        help=_("use the frequencies in use, for houses that they do not come from (default: cross-validation)"),
    )
    check.set_defaults(run=run_check)
    fit = actions.add_parser("fit", help=_("count frequencies in official houses and fit the error of the draws"))
    fit.add_argument("folder", type=Path, help=_("folder of DPE files (XML)"))
    fit.add_argument("into", type=Path, help=_("folder that receives counted.csv, measured.csv and residual.toml"))
    fit.set_defaults(run=run_fit)
    fill = actions.add_parser("fill", help=_("estimate all homes of a project with ranges; those without data borrow"))
    fill.add_argument("project")
    fill.add_argument(
        "--on", type=datetime.date.fromisoformat, default=None, metavar="YYYY-MM-DD", help=_("date of the parameters")
    )
    fill.set_defaults(run=run_fill)
    paper = actions.add_parser("paper", help=_("print the questionnaire"))
    paper.add_argument("pdf", type=Path)
    paper.set_defaults(run=run_paper)


def run_check(options: argparse.Namespace) -> int:
    """Print the scores as a table."""
    from rehab_app.core.progress import Progress
    from rehab_app.services.survey_check import check_survey

    scores, residual, houses = check_survey(options.folder, Progress(), as_fitted=options.as_fitted)
    print(
        ngettext("{count} official house", "{count} official houses", houses.stock.size).format(count=houses.stock.size)
        + " "
        + _("({skipped} files left aside: no house, or no result)").format(skipped=houses.skipped)
    )
    way = _("frequencies and residual in use") if options.as_fitted else _("cross-validation, ten folds")
    print(_("Judged by: {way}").format(way=way))
    names = {
        "footprint": _("survey and footprint"),
        "survey": _("survey without any plan"),
        "address": _("period, area, kind, heating energy"),
    }
    heads = (
        _("label exact"),
        _("within one"),
        _("median error"),
        _("bias"),
        _("in the 80 % range"),
        _("range / central"),
        _("refused"),
    )
    print(f"{'':36}" + "".join(f"{head:>26}" for head in heads))
    for name, score in scores.items():
        cells = [percent(value, 1) for value in (score.exact, score.within_one, score.median_error, score.bias)]
        cells += [percent(score.covered, 1), percent(score.width), str(score.refused)]
        print(f"{names[name]:36}" + "".join(f"{cell:>26}" for cell in cells))
    print(
        _("Fitted: {shift} of the draws’ spread as shift, draws stretched by {stretch}, residual {deviation}").format(
            shift=figure(residual.shift, "", 2),
            stretch=figure(residual.stretch, "", 2),
            deviation=figure(residual.deviation, "", 2),
        )
    )
    return 0


def run_fit(options: argparse.Namespace) -> int:
    """Count, fit and write."""
    from rehab_app.core.progress import Progress
    from rehab_app.services.survey_check import fit_survey

    options.into.mkdir(parents=True, exist_ok=True)
    homes = fit_survey(options.folder, options.into, Progress())
    print(ngettext("Counted in {count} house", "Counted in {count} houses", homes).format(count=homes))
    return 0


def run_fill(options: argparse.Namespace) -> int:
    """Estimate all homes with ranges; print how many were described and how many borrow."""
    from rehab_app.core.progress import Progress
    from rehab_app.services.completion import fill_neighbourhood
    from rehab_app.services.session import open_session

    session = open_session(options.project)
    try:
        report = fill_neighbourhood(session.project, session.who, options.on or datetime.date.today(), Progress())
    finally:
        session.close()
    print(ngettext("{count} home", "{count} homes", report.homes).format(count=report.homes))
    print(_("Known by survey or assessment: {count}").format(count=report.measured))
    print(_("Borrowed from neighbours: {count}").format(count=report.borrowed))
    print(_("Without anything to lean on: {count}").format(count=report.left))
    return 0


def run_paper(options: argparse.Namespace) -> int:
    """Print the questionnaire."""
    from rehab_app.services.surveying import print_sheet

    print_sheet(options.pdf)
    print(options.pdf)
    return 0
