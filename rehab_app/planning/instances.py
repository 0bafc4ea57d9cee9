"""Readers of published scheduling instances, to check the solver on work that nobody here wrote.

- RCPSP, Patterson format (PSPLIB J30, J60): tasks, resources; capacities; then for each task its duration, demands,
  number of successors and their numbers.
- RCMPSP, MPLIB format (M. Vanhoucke and others): projects, resources; capacities; then each project with its number of
  tasks and release, the resources it uses, and its tasks, whose successors are written `project:task`.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.planning.network import Network

BEST_KNOWN = "best_known.csv"


def read_instance(path: Path) -> Network:
    """The network of one file; RehabError when it is neither format or is cut short."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise RehabError(_("The file cannot be read as a scheduling instance."), path.name) from error
    words = iter(text.split())
    try:
        return _projects(words) if ":" in text else _single(words)
    except (ValueError, StopIteration, IndexError) as error:
        raise RehabError(_("The file cannot be read as a scheduling instance."), path.name) from error


def best_known(folder: Path) -> dict[str, int]:
    """Best known makespan by file name, from the table beside the instances; empty when there is none."""
    table = folder / BEST_KNOWN
    if not table.is_file():
        return {}
    with table.open(encoding="utf-8", newline="") as file:
        return {row["file"]: int(row["best_known_makespan"]) for row in csv.DictReader(file)}


def _numbers(words: Iterator[str], count: int) -> list[int]:
    return [int(next(words)) for _number in range(count)]


def _network(durations: list[int], demands: list[list[int]], capacities: list[int], after: list[list[int]]) -> Network:
    successors = tuple(tuple(tasks) for tasks in after)
    if any(not 0 <= task < len(durations) for tasks in successors for task in tasks):
        raise IndexError("a successor that is no task")
    return Network(
        np.array(durations, dtype=np.int64),
        np.array(demands, dtype=np.int64).reshape(len(durations), len(capacities)),
        np.array(capacities, dtype=np.int64),
        successors,
    )


def _single(words: Iterator[str]) -> Network:
    tasks, resources = _numbers(words, 2)
    capacities = _numbers(words, resources)
    durations, demands, after = [], [], []
    for _task in range(tasks):
        durations.append(int(next(words)))
        demands.append(_numbers(words, resources))
        after.append([number - 1 for number in _numbers(words, int(next(words)))])
    return _network(durations, demands, capacities, after)


def _projects(words: Iterator[str]) -> Network:
    projects, resources = _numbers(words, 2)
    capacities = _numbers(words, resources)
    durations: list[int] = []
    demands: list[list[int]] = []
    named: list[list[str]] = []
    first: list[int] = []
    release: list[int] = []
    for _project in range(projects):
        tasks, released = _numbers(words, 2)
        used = _numbers(words, resources)
        first.append(len(durations))
        release.append(released)
        for _task in range(tasks):
            durations.append(int(next(words)))
            # Resources a project does not use have no column of their own demand but are still written.
            demands.append([value * flag for value, flag in zip(_numbers(words, resources), used, strict=True)])
            named.append([next(words) for _successor in range(int(next(words)))])
    after = []
    for successors in named:
        pairs = [word.split(":") for word in successors]
        after.append([first[int(project) - 1] + int(task) - 1 for project, task in pairs])
    for start, released in zip(first, release, strict=True):
        if released:
            durations[start] += released
    return _network(durations, demands, capacities, after)
