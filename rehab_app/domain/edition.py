"""What every dossier carries besides its subject: its edition, whom to call, photographs."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edition:
    """What identifies a dossier on each of its pages.

    Attributes:
        operation: name of the neighbourhood's programme, as the cover and the footer show it.
        town: name of the town.
        fictional: invented houses; every page then says so.
        version: number of this edition, 1 for the first one printed.
        made_on: date printed on it.
        engine_version: version of the application that made the figures.
        parameters_on: date of prices and criteria; None when nothing in it depends on them.
    """

    operation: str
    town: str
    fictional: bool
    version: int
    made_on: datetime.date
    engine_version: str
    parameters_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call about the works in a professional role: town, site manager, firm. Never a household."""

    role: str
    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph to print.

    Attributes:
        title: what it shows; taken_on: None when not known.
        sha256: fingerprint of the file, by which a changed photograph makes a new edition.
        path: where the file is; it may have gone.
    """

    title: str
    taken_on: datetime.date | None
    sha256: str
    path: Path = field(repr=False, compare=False)
