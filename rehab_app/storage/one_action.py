"""Several use cases as one action: what each of them writes is kept together, under one label, and undone together."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from rehab_app.domain.change import Change
from rehab_app.storage.project import Project
from rehab_app.storage.writer import Writer


@contextmanager
def one_action(project: Project, who: str, label: str) -> Iterator[Project]:
    """A project on which any number of use cases write; leaving the block commits them as one action.

    Each reads what those before it have written. An exception undoes all of them.

    Args:
        project: written to.
        who: the person who acts, as the history shows it.
        label: what is done, as the undo menu names it; the labels of the use cases are not kept.
    """
    with project.write(who, label) as writer:
        yield _Together(project, writer)


class _Together(Project):
    """A project inside a write: it reads what was written so far, and its writes are parts of that write."""

    def __init__(self, project: Project, writer: Writer) -> None:
        super().__init__(project._database)
        self._writer = writer

    def write(self, who: str, label: str) -> Writer:
        return _Part(self._writer, who, label)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._writer._reading() as connection:
            yield connection


class _Part(Writer):
    """What one use case writes: begun and ended with the write it is part of."""

    def __init__(self, whole: Writer, who: str, label: str) -> None:
        super().__init__(whole._database, who, label)
        self._connection, self._record = whole._connection, whole._record

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            touched = {table: frozenset(ids) for table, ids in self._record.touched.items()}
            self.change = Change(self.change.label, touched, self._record.number)
