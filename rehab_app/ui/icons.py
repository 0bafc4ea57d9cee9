"""One set of icons: Phosphor, from qtawesome, of which only this font is loaded."""

from functools import cache

from PySide6.QtGui import QIcon
from qtawesome.iconic_font import IconicFont

_FONT = ("ph", "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json")


@cache
def _set() -> IconicFont:
    return IconicFont(_FONT)


def icon(name: str, colour: str, colour_on: str | None = None) -> QIcon:
    """The icon of that Phosphor name, in a colour; `colour_on` when its button is checked."""
    on = colour_on or colour
    made: QIcon = _set().icon(f"ph.{name}", color=colour, color_disabled=f"#66{colour[1:]}", color_on=on)
    return made
