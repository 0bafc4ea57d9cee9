"""The project somebody works in, and who that is.

The store is loaded when the first project is opened, by the job that opens it: the window does not wait for it.
"""

import getpass
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rehab_app.core.paths import user_folder

if TYPE_CHECKING:
    from rehab_app.core.progress import Progress
    from rehab_app.storage.project import Project

SUFFIX = ".rehab"


@dataclass(slots=True, eq=False)
class Session:
    """An open project and the person at the desk, whose name the journal keeps; it may change while one works."""

    project: "Project"
    who: str

    @property
    def location(self) -> str:
        return self.project.location

    def name_person(self, who: str) -> None:
        """What is written from now on is written by that person; without a name, by the user of the computer."""
        self.who = who or login_name()

    def close(self) -> None:
        self.project.close()


def open_session(location: str | Path, who: str = "") -> Session:
    """Open a project file, or a database by its address.

    Raises:
        RehabError: there is none, it is damaged, or a newer version of the application wrote it.
    """
    from rehab_app.storage.project import Project

    return Session(Project.open(location), who or login_name())


def new_session(location: Path, name: str, commune_insee: str, commune_name: str, who: str = "") -> Session:
    """Make an empty project and open it; a file without suffix gets ours.

    Raises:
        RehabError: something is already there, or the folder cannot be written.
    """
    from rehab_app.storage.project import Project

    path = location if location.suffix else location.with_suffix(SUFFIX)
    return Session(Project.create(path, name, commune_insee, commune_name), who or login_name())


def sample_location() -> Path:
    """Where the fictional neighbourhood of the first start lies."""
    return user_folder("data") / f"quartier-fictif{SUFFIX}"


def open_sample(progress: "Progress", who: str = "") -> Session:
    """Open the fictional neighbourhood; it is made when it is not there, and anew when this version cannot read it.

    Raises:
        RehabError: the user's folder cannot be written, or a newer version of the application wrote it.
    """
    from rehab_app.storage.opening import Unusable

    place = sample_location()
    if place.exists():
        try:
            return open_session(place, who)
        except Unusable:
            for leftover in ("", "-wal", "-shm"):
                place.with_name(place.name + leftover).unlink(missing_ok=True)
    from rehab_app.services.sample import build_sample

    build_sample(place, progress)
    return open_session(place, who)


def login_name() -> str:
    """Name of the person at the computer, until the settings give a better one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a bare container
        return "?"
