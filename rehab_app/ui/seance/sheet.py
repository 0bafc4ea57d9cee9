"""Sizes and style sheet of the session: large type, and up to twice as large where the household asks for it."""

from dataclasses import dataclass

from PySide6.QtGui import QFont

from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.theme import Theme

SCALES = (1.0, 1.25, 1.5, 2.0)
_BODY_PT, _NOTE_PT, _CHOICE_PT, _TITLE_PT, _FIGURE_PT = 16.0, 14.0, 20.0, 26.0, 44.0
_ROW_PX = 56
# Under this width, the type being at its usual size, what stands side by side stands one under the other.
_NARROW_PX = 1_120


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes at one scale of the text: 1 is the usual one, 2 the largest."""

    scale: float = 1.0

    def px(self, pixels: float) -> int:
        """A length that grows with the text."""
        return round(pixels * self.scale)

    def gap(self, pixels: float) -> int:
        """A space: it grows half as much as the text, which needs the room."""
        return round(pixels * (1 + self.scale) / 2)

    def font(self, role: str, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The font of a role, for what is painted."""
        points = {"body": _BODY_PT, "note": _NOTE_PT, "choice": _CHOICE_PT, "title": _TITLE_PT, "figure": _FIGURE_PT}
        return style.font(points[role] * self.scale, weight)

    def narrow(self, width: int) -> bool:
        """True where a window of that width has no room for two columns."""
        return width / self.scale < _NARROW_PX

    @property
    def row(self) -> int:
        """Height of a choice."""
        return self.px(_ROW_PX)


def session_sheet(theme: Theme, sizes: Sizes) -> str:
    """The style sheet of the window."""
    body, note, choice, title, figure = (
        round(points * sizes.scale, 1) for points in (_BODY_PT, _NOTE_PT, _CHOICE_PT, _TITLE_PT, _FIGURE_PT)
    )
    pad, corner = sizes.gap(12), tokens.CORNER
    inner = sizes.row - 2 * pad - 4
    return f"""
    QWidget {{ font-size: {body}pt; color: {theme.ink}; }}
    QWidget#seance, QWidget#step {{ background: {theme.ground}; }}
    QFrame#bar {{ background: {theme.card}; border: none; }}
    QLabel[role="note"] {{ font-size: {note}pt; color: {theme.second}; }}
    QLabel[role="choice"] {{ font-size: {choice}pt; font-weight: 600; }}
    QLabel[role="large"] {{ font-size: {choice}pt; }}
    QLabel[role="title"] {{ font-size: {title}pt; font-weight: 600; }}
    QLabel[role="figure"] {{ font-size: {figure}pt; font-weight: 600; }}
    QLabel[role="good"] {{ color: {theme.on_good}; }}
    QLabel[role="error"] {{ font-size: {body}pt; color: {theme.on_error}; }}
    QLabel[role="unsaid"] {{ font-size: {body}pt; font-weight: 600; color: {theme.on_warning};
        background: {theme.warning}; border-radius: 4px; padding: 2px 8px; }}
    QLabel[role="confirm"] {{ font-size: {note}pt; color: {theme.on_warning}; background: {theme.warning};
        border-radius: 4px; padding: 2px 8px; }}
    QPushButton {{ font-size: {body}pt; padding: {pad // 2}px {pad}px; min-height: {sizes.px(28)}px;
        border: 2px solid {theme.hairline}; }}
    QPushButton[role="primary"] {{ font-size: {choice}pt; padding: {pad}px {2 * pad}px; min-height: {inner}px; }}
    QPushButton[role="next"] {{ font-size: {choice}pt; padding: {pad}px {2 * pad}px; min-height: {inner}px;
        background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; font-weight: 600; }}
    QPushButton[role="back"] {{ font-size: {choice}pt; padding: {pad}px {2 * pad}px; min-height: {inner}px; }}
    QPushButton[slim="true"] {{ font-size: {body}pt; padding: {pad // 2}px {pad}px; min-height: {sizes.px(28)}px; }}
    QPushButton[role="step"] {{ border: 2px solid transparent; border-bottom: 4px solid transparent; border-radius: 0;
        background: transparent; color: {theme.second}; padding: {pad // 2}px {pad}px; }}
    QPushButton[role="step"]:checked {{ color: {theme.accent}; border-bottom-color: {theme.accent};
        background: transparent; }}
    QPushButton[role="step"]:focus {{ border-color: {theme.accent}; border-radius: {corner}px; }}
    QPushButton[role="start"] {{ font-size: {choice}pt; padding: {pad}px {pad + 4}px; min-height: {inner}px; }}
    QPushButton[role="start"]:checked {{ background: {theme.accent_soft}; border-color: {theme.accent}; }}
    QPushButton:focus {{ border: 2px solid {theme.ink}; }}
    QPushButton:disabled {{ background: {theme.ground}; color: {theme.second}; border-color: {theme.hairline}; }}
    QLineEdit {{ font-size: {choice}pt; padding: {pad // 2}px {pad}px; min-height: {inner}px; background: {theme.card};
        border: 2px solid {theme.hairline}; border-radius: {corner}px; }}
    QLineEdit:focus {{ border-color: {theme.ink}; }}
    QLineEdit:disabled, QRadioButton:disabled {{ background: {theme.ground}; color: {theme.second}; }}
    QRadioButton {{ font-size: {choice}pt; background: {theme.card}; border: 2px solid {theme.hairline};
        border-radius: {corner}px; padding: {pad}px {pad + 4}px; min-height: {inner}px; spacing: {pad}px; }}
    QRadioButton:hover {{ background: {theme.raised}; }}
    QRadioButton:checked {{ background: {theme.accent_soft}; border-color: {theme.accent}; }}
    QRadioButton:focus {{ border-color: {theme.ink}; }}
    QRadioButton::indicator {{ width: {sizes.px(16)}px; height: {sizes.px(16)}px; border: 2px solid {theme.second};
        border-radius: {sizes.px(16) // 2 + 2}px; background: {theme.card}; }}
    QRadioButton::indicator:checked {{ border: {sizes.px(6)}px solid {theme.accent}; width: {sizes.px(8)}px;
        height: {sizes.px(8)}px; border-radius: {sizes.px(10)}px; background: {theme.on_accent}; }}
    QCheckBox {{ font-size: {choice}pt; spacing: {pad}px; padding: {pad}px {pad}px {pad}px 2px;
        border: 2px solid transparent; border-radius: {corner}px; }}
    QCheckBox:focus {{ border-color: {theme.ink}; color: {theme.ink}; }}
    QCheckBox::indicator {{ width: {sizes.px(24)}px; height: {sizes.px(24)}px; }}
    QScrollArea {{ background: transparent; border: none; }}
    """
