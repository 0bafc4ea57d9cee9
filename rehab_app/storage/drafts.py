"""Drafts: unfinished forms, kept beside the records so that a crash loses nothing typed. They are not journalled."""

import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.storage.rows import allocate
from rehab_app.storage.schema import TABLES

_DRAFT = TABLES["draft"]


class Erased(RehabError):
    """The people of a home were erased since a form about it was opened: what it holds is kept no more."""

    def __init__(self, dwelling_id: int) -> None:
        self.dwelling_id = dwelling_id
        super().__init__(
            _("The personal data of this home were erased in another window: what was typed before is not kept."),
            remedy=_("Look at the home again and type what is still needed."),
        )


def save(connection: Connection, form: str, key: str, content: Any) -> None:
    """Keep the present state of a form, in place of the one kept before."""
    values = {"content": content, "saved_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")}
    mine = (_DRAFT.c.form == form) & (_DRAFT.c.key == key)
    if connection.execute(update(_DRAFT).where(mine).values(**values)).rowcount == 0:
        number = allocate(connection, "draft", 1)
        connection.execute(insert(_DRAFT).values(id=number, version=0, form=form, key=key, **values))


def listed(connection: Connection) -> list[dict[str, Any]]:
    """All drafts, the latest first."""
    return [dict(row) for row in connection.execute(select(_DRAFT).order_by(_DRAFT.c.saved_at.desc())).mappings()]


def drop(connection: Connection, form: str, key: str) -> None:
    """Forget a draft; nothing happens when there is none."""
    connection.execute(delete(_DRAFT).where(_DRAFT.c.form == form, _DRAFT.c.key == key))
