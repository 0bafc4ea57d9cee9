"""Work in a process of its own that is killed (SIGKILL) at some moment, and what must hold afterwards.

The work confirms each thing it has been told is done; nothing confirmed may be lost. Children are forked from a server
that has imported the store already, so that fifty of them take seconds.
"""

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from rehab_app.storage.project import Project
from rehab_app.storage.schema import OWN_TABLES, SPECS

Confirm = Callable[[Any], None]
Work = Callable[[Path, Confirm], None]  # a function of a module, so that another process can find it

_processes = multiprocessing.get_context("forkserver")
_preloaded = ["rehab_app.storage.project", "rehab_app.storage.writer"]


def preload(*modules: str) -> None:
    """Have modules imported once for all children; call it before the first of them."""
    _preloaded.extend(modules)
    _processes.set_forkserver_preload(_preloaded)


def killed(work: Work, path: Path, after: int, then_s: float) -> list[Any]:
    """Run `work(path, confirm)` in a child and kill it: what it had confirmed.

    The kill falls `then_s` seconds after the child's `after`-th confirmation (its beginning for 0): the child has got
    that far on a machine of any speed.
    """
    ours, theirs = _processes.Pipe(duplex=False)
    child = _processes.Process(target=_run, args=(work, path, theirs))
    child.start()
    theirs.close()
    confirmed: list[Any] = []
    try:
        assert ours.recv() == "begun"
        confirmed.extend(ours.recv() for _ in range(after))
        time.sleep(then_s)
    finally:
        child.kill()
        child.join()
    while True:
        try:
            confirmed.append(ours.recv())
        except EOFError:
            break
    ours.close()
    child.close()
    return confirmed


def _run(work: Work, path: Path, pipe: Connection) -> None:
    pipe.send("begun")
    work(path, pipe.send)


def assert_whole(path: Path) -> None:
    """The file opens (which checks its integrity) and each row is there exactly as the journal tells."""
    with Project.open(path) as project:
        live, numbers = _told_by_journal(project)
        for table in sorted(SPECS.keys() - OWN_TABLES):
            found = project.columns(table, [])
            present = dict(zip(found["id"].tolist(), found["version"].tolist(), strict=True))
            assert present == live.get(table, {}), table
        assert all(count == 1 for count in numbers.values())


def _told_by_journal(project: Project) -> tuple[dict[str, dict[int, int]], Counter[int]]:
    """Version of each row by table, replayed from the journal; how often each action is in it."""
    live: dict[str, dict[int, int]] = {}
    actions = [row["id"] for row in project.rows("journal")]
    for change in project.rows("journal_change"):
        assert change["journal_id"] in actions
        rows = live.setdefault(change["table_name"], {})
        ids = range(change["row_id"], change["row_id"] + change["row_count"])
        if change["row_version"] is None:
            for row_id in ids:
                del rows[row_id]
        else:
            rows.update(dict.fromkeys(ids, change["row_version"]))
    return live, Counter(actions)
