"""Use case: the calendar of the firms for the groups of a project; and the solver on published instances."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.calendar import STEPS, CalendarResult, Clash, PlannedTask, SiteTask, Term
from rehab_app.domain.change import Change
from rehab_app.planning.exact import Limits
from rehab_app.planning.instances import best_known, read_instance
from rehab_app.planning.placing import NoCalendar, place
from rehab_app.planning.rates import rates
from rehab_app.planning.schedule import solve
from rehab_app.planning.site import Crew, MemberWork, site_tasks
from rehab_app.planning.site_network import Fixed, Setting
from rehab_app.services.firm_assignment import assign_firms, trade_of
from rehab_app.services.firm_choice import FirmChoice, Key
from rehab_app.services.moved_promises import Around, MovedPromise, moved_promises
from rehab_app.services.site_terms import crew_of, no_calendar, term_text, terms_of, terraces
from rehab_app.storage.project import Project
from rehab_app.storage.reading import Reader
from rehab_app.works.catalogue import entry

_WORKERS = 2
_WORK_PER_SECOND = 0.9
# A published instance is given this time, if the limit allows: below 2 s for 32 tasks, below 10 s for 62. What a longer
# search still finds there is a proof, no shorter schedule.
_SECONDS_A_TASK, _GROWTH = 3.52e-4, 2.48
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ScheduleReport:
    """The calendar found and what was written.

    Attributes:
        moved: tasks promised whose dates no calendar could keep; moves: the same, with what stood in their way.
    """

    result: CalendarResult
    change: Change
    moved: tuple[PlannedTask, ...] = ()
    moves: tuple[MovedPromise, ...] = ()


@dataclass(frozen=True, slots=True)
class BenchmarkLine:
    """One published instance; `best_known` None when the table beside does not name it."""

    file: str
    makespan: int
    bound: int
    best_known: int | None
    seconds: float


def schedule_groups(
    project: Project,
    who: str,
    start: datetime.date,
    progress: Progress,
    group_ids: Sequence[int] | None = None,
    seconds: float = 30.0,
    around: Collection[int] = (),
    finish_by: datetime.date | None = None,
) -> ScheduleReport:
    """Plan the works of groups and keep the calendar, in place of what was planned for them and not yet promised.

    What has begun, or was placed by hand, stays. Dates that were promised are kept as far as any calendar can keep
    them; those it cannot are promised no more, and told in the report.

    Args:
        project: the project.
        who: the person who asks, for the journal.
        start: first day on which anybody may work.
        progress: told at each step.
        group_ids: groups; all that have not withdrawn when None.
        seconds: time allowed. The search also stops after an amount of work that an idle machine of this decade does
            in half that time, so that the same input gives the same calendar there.
        around: entries placed by hand, which stay where they are.
        finish_by: last day of all works, where one is set.

    Raises:
        RehabError: there is no group, or no calendar fits; it says which terms clash, and what would free them.
    """
    progress.step(0, 3, _("Reading the works of the groups"))
    groups = [row["id"] for row in project.rows("owner_group") if row["stage"] != "withdrawn"]
    chosen = [group for group in groups if group_ids is None or group in group_ids]
    if not chosen:
        raise RehabError(_("There is no group to plan."), remedy=_("Propose groups first."))
    entries = project.rows("calendar_entry")
    held = {row["id"] for row in entries if row["promised"] == 1 or row["begun"] == 1} | set(around)
    kept = [row for row in entries if row["id"] in held or row["group_id"] not in chosen]
    progress.step(1, 3, _("Looking for the shortest calendar"))
    last = [] if finish_by is None else [Term("finish_by", start, finish_by)]
    terms = [*terms_of(project, chosen, start), *last]
    setting = Setting([crew_of(row) for row in project.rows("firm")], rates(), start, terms)
    tasks, firms = assign_firms(project, tasks_of(project, chosen, ()), _member_works(project, chosen), start, kept)
    limits = Limits(seconds=seconds, work=seconds * _WORK_PER_SECOND, workers=_WORKERS)
    try:
        found = place(tasks, setting, limits, [_fixed(row, around) for row in kept])
    except NoCalendar as error:
        raise _told(project, error.clash) from error
    progress.step(2, 3, _("Keeping the calendar"))
    promised = {(row["dwelling_id"], row["lot"]): row for row in kept}
    moved = [item for item in found.planned if (item.task.dwelling_id, item.task.lot) in promised]
    gone = [promised[item.task.dwelling_id, item.task.lot]["id"] for item in moved]
    kept_ids = {row["id"] for row in kept} - set(gone)
    stayed = [row for row in kept if row["id"] in kept_ids]
    old = [(promised[item.task.dwelling_id, item.task.lot], item) for item in moved]
    with project.write(who, _("Plan the works")) as writer:
        writer.delete("calendar_entry", [row["id"] for row in entries if row["id"] not in kept_ids])
        writer.insert("calendar_entry", [_record(planned, firms) for planned in found.planned])
    moves = moved_promises(old, _around(project, found.planned, stayed, setting)) if moved else ()
    return ScheduleReport(found, writer.change, tuple(moved), moves)


def tasks_of(project: Reader, groups: Sequence[int], firms: Sequence[Crew]) -> list[SiteTask]:
    """Tasks of all members of these groups, with the firm that does each and how long it may take.

    Raises:
        RehabError: the duration of a work is not known.
    """
    works = _member_works(project, groups)
    return site_tasks(works, firms, rates(), terraces(project, {work.dwelling_id for work in works}))


def benchmark(folder: Path, seconds: float) -> Iterator[BenchmarkLine]:
    """Solve each published instance of a folder, in the order of the table of best known makespans.

    Args:
        folder: of the instances.
        seconds: at most for each; small ones take less.

    Raises:
        RehabError: there is none, or a file is not an instance.
    """
    known = best_known(folder)
    files = [folder / name for name in known] or sorted(folder.glob("*.txt"))
    if not files:
        raise RehabError(_("There is no scheduling instance in this folder."), str(folder))
    for path in files:
        network = read_instance(path)
        allowed = min(seconds, _SECONDS_A_TASK * network.size**_GROWTH)
        found = solve(network, Limits(seconds=allowed, workers=_WORKERS))
        yield BenchmarkLine(path.name, found.makespan, found.bound, known.get(path.name), found.seconds)


def _member_works(project: Reader, groups: Sequence[int]) -> list[MemberWork]:
    works: dict[int, list[Row]] = {}
    for row in project.rows("works"):
        works.setdefault(row["scenario_id"], []).append(row)
    members = [row for row in project.rows("member") if row["group_id"] in groups and row["stage"] != "withdrawn"]
    return [
        MemberWork(member["group_id"], member["dwelling_id"], row["work"], row["lot"], row["quantity"])
        for member in members
        for row in works.get(member["scenario_id"], ())
    ]


def _fixed(row: Row, around: Collection[int]) -> Fixed:
    return Fixed(
        group_id=row["group_id"] or -1,
        dwelling_id=row["dwelling_id"] or -1,
        lot=row["lot"],
        firm_id=row["firm_id"] or -1,
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        yields=row["promised"] == 1 and row["begun"] != 1 and row["id"] not in around,
        begun=row["begun"] == 1,
    )


def _told(project: Reader, clash: Clash) -> RehabError:
    names = _names(project)
    texts, freed = ([term_text(term, *names) for term in some] for some in (clash.terms, clash.freed_by))
    return no_calendar(clash, texts, freed)


def _names(project: Reader) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """Addresses of the homes, names of the firms, names of the groups."""
    homes, firms, groups = (
        {row["id"]: row[name] for row in project.rows(table)}
        for table, name in (("dwelling", "address"), ("firm", "name"), ("owner_group", "name"))
    )
    return homes, firms, groups


def _around(project: Reader, planned: Sequence[PlannedTask], kept: Sequence[Row], setting: Setting) -> Around:
    homes, firms, groups = _names(project)
    words = {term: term_text(term, homes, firms, groups) for term in setting.terms}
    return Around(planned, kept, setting.terms, words, setting.firms, homes, firms)


def _record(planned: PlannedTask, firms: Mapping[Key, FirmChoice]) -> Row:
    task = planned.task
    choice = firms.get((task.group_id, trade_of(task.lot)))
    return {
        "group_id": task.group_id,
        "dwelling_id": task.dwelling_id,
        "firm_id": task.firm_id if task.firm_id > 0 else None,
        "lot": task.lot,
        "task": ", ".join(_(entry(work).work.label) for work in task.works) or _(STEPS[task.lot]),
        "starts_on": planned.starts_on,
        "ends_on": planned.ends_on,
        "work_days": task.work_days,
        "firm_reasons": [dict(reason) for reason in choice.reasons] if choice is not None else [],
        "promised": 0,
        "begun": 0,
    }
