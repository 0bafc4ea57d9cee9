"""What a tab of the page of a home holds typed and not written: kept as a draft, shown again in its place."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import HOME_DRAFT


class Editor(Protocol):
    """What can be typed in: `FieldEditor`, `ParagraphEditor`, an item of the survey."""

    @property
    def unfinished(self) -> str | None: ...

    def take_up(self, typed: str) -> None: ...


class Typed:
    """Drafts of one tab, one for each home."""

    def __init__(self, desk: Desk, tab: str, title: str) -> None:
        """`tab` is its key in the page, `title` what the user is told it is about."""
        self._desk = desk
        self._tab, self._title = tab, title

    def keep(self, home: int, place: str, texts: Mapping[str, str]) -> None:
        """Keep these texts of a home, by field; none at all when everything is written."""
        content = {"home": home, "tab": self._tab, "texts": dict(texts)} if texts else None
        self._desk.drafts.put(HOME_DRAFT, f"{self._tab}.{home}", f"{self._title}, {place}", content)

    def left(self, home: int) -> dict[str, str]:
        """What was left of a home, by field; empty when nothing was."""
        return dict(self._desk.drafts.get(HOME_DRAFT, f"{self._tab}.{home}").get("texts", {}))

    def keep_editors(self, home: int, place: str, editors: Mapping[str, Editor], row: str = "") -> None:
        """Keep what these editors hold, in place of what was kept of the same `row` before."""
        texts = {name: typed for name, typed in self.left(home).items() if not name.startswith(f"{row}/")}
        texts |= {f"{row}/{name}": text for name, one in editors.items() if (text := one.unfinished) is not None}
        self.keep(home, place, texts)

    def take_up(self, home: int, editors: Mapping[str, Editor], row: str = "") -> None:
        """Show again in these editors what was left of a row."""
        for name, typed in self.left(home).items():
            of_row, _slash, field = name.partition("/")
            if of_row == row and field in editors:
                editors[field].take_up(typed)

    def rows(self, home: int) -> Sequence[str]:
        """Rows of a home in which something was left."""
        return [name.partition("/")[0] for name in self.left(home)]
