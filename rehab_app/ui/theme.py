"""The look as values: colours, sizes, spaces. One module; nothing else in the window names a colour."""

from dataclasses import dataclass

# Spaces and sizes in pixels at 96 dpi; type in points.
SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL, SPACE_XXL = 4, 8, 12, 16, 24, 32
ROW_HEIGHT = 28
CORNER = 6
BODY_PT, TABLE_PT, SMALL_PT, TITLE_PT, HEADING_PT, FIGURE_PT = 10.0, 9.5, 8.5, 13.0, 18.0, 24.0
FAMILY = "Source Sans Pro"

_INK_DARK, _INK_LIGHT = "#1E2328", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of one theme; every pair of text and ground has a contrast of at least 4.5:1."""

    name: str
    ground: str
    card: str
    raised: str  # hovered rows and buttons, heads of tables
    ink: str
    second: str
    hairline: str
    accent: str
    on_accent: str
    accent_soft: str  # ground of selected rows; carries `ink`
    warning: str
    on_warning: str
    error: str
    on_error: str
    good: str
    on_good: str
    map_ground: str
    map_unknown: str  # a footprint of which nothing is known


LIGHT = Theme(
    name="light",
    ground="#FBFAF7",
    card="#FFFFFF",
    raised="#F3F0E9",
    ink="#1E2328",
    second="#5B646D",
    hairline="#DDD9D0",
    accent="#1F4E79",
    on_accent="#FFFFFF",
    accent_soft="#DCE8F3",
    warning="#FFF4DF",
    on_warning="#9A5B00",
    error="#FDECEA",
    on_error="#A4262C",
    good="#E7F4EC",
    on_good="#1B6E3C",
    map_ground="#F6F4EE",
    map_unknown="#D5D1C7",
)
DARK = Theme(
    name="dark",
    ground="#17191C",
    card="#1F2226",
    raised="#282C31",
    ink="#ECEAE4",
    second="#A7ADB4",
    hairline="#34383D",
    accent="#8DBBE8",
    on_accent="#10202F",
    accent_soft="#2A3B4C",
    warning="#3A2D14",
    on_warning="#F0C27C",
    error="#3E1F20",
    on_error="#F3A9A4",
    good="#19321F",
    on_good="#8FD6A8",
    map_ground="#1B1E21",
    map_unknown="#4A4F55",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}

# Colours of the official label; they mean a label and nothing else.
ENERGY_LABEL = {
    "A": "#00A06D",
    "B": "#52B153",
    "C": "#A5CC74",
    "D": "#F4E70F",
    "E": "#F0B40F",
    "F": "#EB8235",
    "G": "#D7221F",
}
EMISSION_LABEL = {
    "A": "#A4DBF8",
    "B": "#8CB4D3",
    "C": "#7792B1",
    "D": "#606F8F",
    "E": "#4D5271",
    "F": "#393551",
    "G": "#281B35",
}
# Categories that are not labels (stages, owners, groups): Okabe and Ito's colours, told apart by colour-blind eyes.
CATEGORIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8A8F45", "#7A6A9B")
# Trades on the calendar: none of them is taken for a colour of the label.
TRADES = {
    "site": "#7C8490",
    "masonry": "#8A6A4F",
    "roof": "#7B4FA3",
    "joinery": "#2F7FC1",
    "airtightness": "#79B4D6",
    "facade": "#B65A8C",
    "lining": "#A98BC4",
    "ventilation": "#2E9AA0",
    "heating": "#1F4E79",
    "electricity": "#C9A27E",
    "solar": "#5560B5",
    "scaffold_down": "#A9AFB8",
    "test_intermediate": "#4B7F8C",
    "test_final": "#33606C",
    "acceptance": "#3A3F47",
}
# An amount, from little to much.
RAMP = ("#E3ECF4", "#B9D0E4", "#86AED0", "#5187B5", "#27618F", "#143C5E")
# Where a value comes from, as it stands beside the value.
ORIGIN_MARKS = {"seen": "●", "said": "◐", "official": "◆", "photo": "◒", "borrowed": "◇", "default": "○"}


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """The ink, dark or white, that reads best on a colour."""
    return max((_INK_DARK, _INK_LIGHT), key=lambda ink: contrast(ink, colour))


def text_pairs(theme: Theme) -> dict[str, tuple[str, str]]:
    """Every (text, ground) the window draws in this theme, by a name to report."""
    grounds = {"ground": theme.ground, "card": theme.card, "raised": theme.raised, "map": theme.map_ground}
    pairs = {
        f"{ink} on {name}": (getattr(theme, ink), ground)
        for name, ground in grounds.items()
        for ink in ("ink", "second")
    }
    pairs |= {f"accent on {name}": (theme.accent, ground) for name, ground in grounds.items()}
    pairs |= {
        "ink on selection": (theme.ink, theme.accent_soft),
        "accent on selection": (theme.accent, theme.accent_soft),
        "on accent": (theme.on_accent, theme.accent),
        "warning": (theme.on_warning, theme.warning),
        "error": (theme.on_error, theme.error),
        "error on card": (theme.on_error, theme.card),
        "good": (theme.on_good, theme.good),
    }
    return pairs
