"""The theme given to Qt: fonts, palette and style sheet."""

from functools import cache
from pathlib import Path
from string import Template

import font_source_sans_pro
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from rehab_app.core.paths import resource
from rehab_app.ui import theme as tokens
from rehab_app.ui.theme import Theme

_STYLE = "fusion"
_FACES = ("Regular", "It", "Semibold", "Bold")


@cache
def load_fonts() -> str:
    """Register the faces in use, once an application, and give the name of their family."""
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for face in _FACES:
        if QFontDatabase.addApplicationFont(str(folder / f"SourceSansPro-{face}.ttf")) < 0:
            raise FileNotFoundError(f"the font SourceSansPro-{face}.ttf cannot be read; install font-source-sans-pro")
    return tokens.FAMILY


def font(points: float = tokens.BODY_PT, weight: QFont.Weight = QFont.Weight.Normal, tabular: bool = False) -> QFont:
    """A font of the window; `tabular` figures have one width, for columns."""
    made = QFont(load_fonts())
    made.setPointSizeF(points)
    made.setWeight(weight)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def dress(window: QWidget, theme: Theme) -> None:
    """Dress a window and all that stands in it; what is worn already is not put on again, for that visits every widget.

    The sheet is the window's and not the application's: under a sheet of the application each widget is dressed anew,
    with all that it holds, whenever it is put into another, so that a page is dressed as many times as it is deep.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    if application.style().name() != _STYLE or application.font().family() != load_fonts():
        application.setStyle(_STYLE)
        application.setFont(font())
    colours, sheet = palette(theme), style_sheet(theme)
    if application.palette() != colours:
        application.setPalette(colours)
    if window.styleSheet() != sheet:
        window.setStyleSheet(sheet)


def palette(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.ground,
        roles.WindowText: theme.ink,
        roles.Base: theme.card,
        roles.AlternateBase: theme.ground,
        roles.Text: theme.ink,
        roles.Button: theme.card,
        roles.ButtonText: theme.ink,
        roles.ToolTipBase: theme.card,
        roles.ToolTipText: theme.ink,
        roles.PlaceholderText: theme.second,
        roles.Highlight: theme.accent_soft,
        roles.HighlightedText: theme.ink,
        roles.Link: theme.accent,
        roles.Light: theme.raised,
        roles.Midlight: theme.hairline,
        roles.Mid: theme.hairline,
        roles.Dark: theme.second,
        roles.Shadow: theme.hairline,
        roles.Accent: theme.accent,
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.second))
    return made


def style_sheet(theme: Theme) -> str:
    values = {name: getattr(theme, name) for name in theme.__slots__}
    values |= {
        "corner": f"{tokens.CORNER}px",
        "body": f"{tokens.BODY_PT}pt",
        "small": f"{tokens.SMALL_PT}pt",
        "table": f"{tokens.TABLE_PT}pt",
        "title": f"{tokens.TITLE_PT}pt",
        "heading": f"{tokens.HEADING_PT}pt",
        "figure": f"{tokens.FIGURE_PT}pt",
        "caret": resource("icons", f"caret-down-{theme.name}.svg").as_posix(),
        "check": resource("icons", f"check-{theme.name}.svg").as_posix(),
    }
    return Template(resource("icons", "desk.qss").read_text(encoding="utf-8")).substitute(values)
