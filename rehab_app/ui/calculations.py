"""What is computed on demand: estimates, bundles of works and groups; as jobs the user sees and can stop."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.progress import Progress
from rehab_app.services.jobs import Lane
from rehab_app.services.solver_library import load_solver
from rehab_app.ui.desk import Desk

if TYPE_CHECKING:
    from rehab_app.services.describing import DescribeReport


def start_estimate(desk: Desk, ids: Sequence[int], warned: str = "") -> None:
    """Estimate homes as they stand, with today's parameters; `warned`: to be told again at the end."""
    session = desk.session
    if session is None or not ids:
        return

    def work(progress: Progress) -> object:
        # The engine is heavy; a window that only looks never loads it.
        from rehab_app.services.estimating import estimate_project

        return estimate_project(session.project, session.who, datetime.date.today(), progress, ids)

    def done(report: object) -> None:
        from rehab_app.services.estimating import EstimateReport

        assert isinstance(report, EstimateReport)
        desk.changed.emit(report.change)
        text = ngettext("{count} home estimated", "{count} homes estimated", report.estimated)
        told = text.format(count=figure(report.estimated))
        if warned:
            told = f"{warned} {told}"
        reasons = "; ".join(f"{reason} ({count})" for reason, count in report.refused.items())
        if reasons:
            desk.said.emit("warning", _("{done}. Refused: {reasons}").format(done=told, reasons=reasons))
        else:
            desk.said.emit("warning" if warned else "good", f"{told}.")

    desk.tasks.start(desk, Lane.WRITE, _("Estimating the homes"), work, done)


def start_describe(desk: Desk, ids: Sequence[int]) -> None:
    """Describe homes from their survey and record, then estimate them."""
    session = desk.session
    if session is None or not ids:
        return

    def work(progress: Progress) -> object:
        from rehab_app.services.describing import describe_homes

        return describe_homes(session.project, session.who, ids, datetime.date.today(), progress)

    def done(report: object) -> None:
        from rehab_app.services.describing import DescribeReport

        assert isinstance(report, DescribeReport)
        if report.change is not None:
            desk.changed.emit(report.change)
        kind, told = told_descriptions(report)
        if report.described:
            start_estimate(desk, report.described, told if kind == "warning" else "")
        else:
            desk.said.emit(kind, told)

    desk.tasks.start(desk, Lane.WRITE, _("Describing homes from their survey"), work, done)


def told_descriptions(report: "DescribeReport") -> tuple[str, str]:
    """How grave it is, and how many homes were described, how many not and why."""
    described, assessed, corrected, unknown = len(report.described), report.assessed, report.corrected, report.unknown
    told = [ngettext("{count} home described.", "{count} homes described.", described).format(count=figure(described))]
    if assessed:
        text = ngettext("{count} keeps its official description.", "{count} keep their official description.", assessed)
        told.append(text.format(count=figure(assessed)))
    if corrected:
        text = ngettext(
            "{count} was corrected by hand and stays: describe it anew from its page.",
            "{count} were corrected by hand and stay: describe them anew from their page.",
            corrected,
        )
        told.append(text.format(count=figure(corrected)))
    if unknown:
        text = ngettext(
            "Of {count} the living area, the year or the heating is missing: answer its survey.",
            "Of {count} the living area, the year or the heating is missing: answer their survey.",
            unknown,
        )
        told.append(text.format(count=figure(unknown)))
    return "warning" if unknown else "good", " ".join(told)


def start_compose(desk: Desk, ids: Sequence[int], bundle: str, done_by: Mapping[str, str] | None = None) -> None:
    """Give homes the works of a reference bundle as their chosen scenario; `done_by`: works of the household."""
    session = desk.session
    if session is None or not ids:
        return

    def work(progress: Progress) -> object:
        from rehab_app.services.composing import compose

        today = datetime.date.today()
        return compose(session.project, session.who, bundle, today, progress, ids, done_by=done_by)

    def done(report: object) -> None:
        from rehab_app.services.composing import ComposeReport

        assert isinstance(report, ComposeReport)
        desk.changed.emit(report.change)
        text = ngettext("Works composed for {count} home.", "Works composed for {count} homes.", report.with_works)
        told = text.format(count=figure(report.with_works))
        without = report.homes - report.with_works
        if not without:
            desk.said.emit("good", told)
            return
        rest = ngettext(
            "Nothing to do in {count} other home: not described yet, or its parts are good already.",
            "Nothing to do in {count} other homes: not described yet, or their parts are good already.",
            without,
        )
        desk.said.emit("warning", f"{told} {rest.format(count=figure(without))}")

    desk.tasks.start(desk, Lane.WRITE, _("Composing the works"), work, done)


def start_grouping(desk: Desk) -> None:
    """Propose groups of neighbours who chose the same works, in place of the earlier proposals."""
    session = desk.session
    if session is None:
        return

    def work(progress: Progress) -> object:
        # The solver is heavy; a window that only looks never loads it.
        load_solver()
        from rehab_app.services.grouping import group_neighbours

        return group_neighbours(session.project, session.who, progress)

    def done(report: object) -> None:
        from rehab_app.services.grouping import GroupingReport

        assert isinstance(report, GroupingReport)
        desk.changed.emit(report.change)
        count = len(report.proposals)
        text = ngettext("{count} group proposed.", "{count} groups proposed.", count)
        told = text.format(count=count)
        if report.not_placed:
            vain = ngettext(
                "{count} home wanted in a group has none: the page says why.",
                "{count} homes wanted in a group have none: the page says why.",
                len(report.not_placed),
            )
            told = f"{told} {vain.format(count=len(report.not_placed))}"
        desk.said.emit("good" if count and not report.not_placed else "warning", told)

    desk.tasks.start(desk, Lane.WRITE, _("Forming groups"), work, done)


def bundle_menu(parent: QWidget, desk: Desk, ids: Callable[[], Sequence[int]]) -> QMenu:
    """A menu of the reference bundles; `ids` gives the homes when one is chosen."""
    menu = QMenu(parent)

    def fill() -> None:
        from rehab_app.services.bundles import bundle_names

        if menu.isEmpty():
            for code, name in bundle_names().items():
                action = menu.addAction(name.replace("&", "&&"))
                action.triggered.connect(lambda _checked, code=code: start_compose(desk, ids(), code))

    menu.aboutToShow.connect(fill)
    return menu
