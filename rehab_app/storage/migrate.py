"""Bringing a project to the tables of this version of the application (Alembic, `db/`).

Alembic is imported only when there is something to do: a project of today opens without it.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.paths import migrations

if TYPE_CHECKING:
    from alembic.config import Config


def revision_of(connection: Connection) -> str | None:
    """The revision a project is at; None when these are not the tables of a project."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def refuse_newer(revision: str, where: str) -> None:
    """RehabError when this version of the application does not know the revision."""
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision not in known:
        raise RehabError(
            _("This project was written by a newer version of the application."),
            where=where,
            remedy=_("Install the newer version, then open it again. The project has not been changed."),
        )


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest revision, in the transaction of this connection.

    On SQLite the connection must not enforce foreign keys: a table that is built again would take the rows that
    refer to it along. They are checked here when all is done.
    """
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise RehabError(
                _("Records of the table {table} refer to records that do not exist.").format(table=broken[0])
            )


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations()).replace("%", "%%"))
    return config
