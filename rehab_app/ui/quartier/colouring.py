"""What the colours of the map mean: one code a home, and the legend of the codes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.format import figure, span
from rehab_app.core.i18n import _, mark
from rehab_app.domain.codes import GROUP_WISHES, OWNER_KINDS, STAGES, TENURES
from rehab_app.services.home_filters import Mask
from rehab_app.services.neighbourhood import LABELS, Neighbourhood
from rehab_app.ui import theme as tokens
from rehab_app.ui.theme import Theme

Codes = NDArray[np.int_]
_STEPS_KWH_M2 = (70, 110, 180, 250, 330, 420)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    text: str
    colour: str
    homes: int


@dataclass(frozen=True, slots=True)
class Colouring:
    """Code of each home (an index of `entries`; the last entry is "not known") and what the codes mean."""

    title: str
    codes: Codes
    entries: tuple[LegendEntry, ...]


# Ways to colour the map, in the order of the menu.
MODES = {
    "label": mark("Energy label, today"),
    "label_after": mark("Energy label, after works"),
    "official_label": mark("Energy label, official"),
    "primary": mark("Primary energy"),
    "stage": mark("Stage"),
    "tenure": mark("Occupancy"),
    "owner_kind": mark("Owner"),
    "group": mark("Group"),
    "group_wish": mark("Proposed in groups"),
    "missing": mark("Missing data"),
}


def colouring(mode: str, homes: Neighbourhood, theme: Theme) -> Colouring:
    """The colouring of that name, one of `MODES`."""
    return _MAKERS[mode](mode, homes, theme)


def _by_label(mode: str, homes: Neighbourhood, theme: Theme) -> Colouring:
    names = [(letter, letter, tokens.ENERGY_LABEL[letter]) for letter in LABELS]
    return _by_value(
        mode, homes, theme, names, _("Not estimated") if mode != "official_label" else _("No official label")
    )


def _by_list(
    texts: dict[str, str], unknown: str = mark("Not known")
) -> Callable[[str, Neighbourhood, Theme], Colouring]:
    def make(mode: str, homes: Neighbourhood, theme: Theme) -> Colouring:
        names = [
            (key, _(text), tokens.CATEGORIES[at % len(tokens.CATEGORIES)])
            for at, (key, text) in enumerate(texts.items())
        ]
        return _by_value(mode, homes, theme, names, _(unknown))

    return make


def _by_group(mode: str, homes: Neighbourhood, theme: Theme) -> Colouring:
    groups = sorted(set(homes.columns["group"].tolist()) - {""})
    names = [(group, group, tokens.CATEGORIES[at % len(tokens.CATEGORIES)]) for at, group in enumerate(groups)]
    return _by_value(mode, homes, theme, names, _("In no group"))


def _by_value(
    mode: str, homes: Neighbourhood, theme: Theme, names: Sequence[tuple[str, str, str]], unknown: str
) -> Colouring:
    coded = homes.coded(mode)
    places = {key: at for at, (key, _text, _colour) in enumerate(names)}
    codes = np.array([*(places.get(value, len(names)) for value in coded.values), 0])[coded.codes]
    texts = [(text, colour) for _key, text, colour in names]
    return _with_counts(_(MODES[mode]), codes, [*texts, (unknown, theme.map_unknown)])


def _by_energy(mode: str, homes: Neighbourhood, theme: Theme) -> Colouring:
    values = homes.columns["primary_kwh_m2"]
    codes = np.where(np.isfinite(values), np.searchsorted(_STEPS_KWH_M2, values, "right"), len(_STEPS_KWH_M2) + 1)
    bounds = [None, *_STEPS_KWH_M2, None]
    colours = [tokens.RAMP[0], *tokens.RAMP]
    texts = [(_interval(low, high), colour) for low, high, colour in zip(bounds[:-1], bounds[1:], colours, strict=True)]
    return _with_counts(_(MODES[mode]), codes, [*texts, (_("Not estimated"), theme.map_unknown)])


def _interval(low: int | None, high: int | None) -> str:
    unit = "kWh/m²"
    if low is None:
        return _("under {figure}").format(figure=figure(high, unit))
    if high is None:
        return _("{figure} and over").format(figure=figure(low, unit))
    return span(low, high, unit)


def _by_missing(mode: str, homes: Neighbourhood, theme: Theme) -> Colouring:
    missing = homes.columns["missing"]
    codes = np.where(np.isfinite(missing), np.minimum(np.nan_to_num(missing), 3), 4).astype(int)
    texts = [
        (_("Complete"), tokens.RAMP[0]),
        (_("1 missing"), tokens.RAMP[2]),
        (_("2 missing"), tokens.RAMP[3]),
        (_("3 missing and more"), tokens.RAMP[5]),
        (_("Not known"), theme.map_unknown),
    ]
    return _with_counts(_(MODES[mode]), codes, texts)


def _with_counts(title: str, codes: Codes, texts: Sequence[tuple[str, str]]) -> Colouring:
    counts = np.bincount(codes, minlength=len(texts)).tolist()
    entries = tuple(LegendEntry(text, colour, count) for (text, colour), count in zip(texts, counts, strict=True))
    return Colouring(title, codes, entries)


def among(made: Colouring, kept: Mask) -> Colouring:
    """The same colours, with the counts of some homes."""
    counts = np.bincount(made.codes[kept], minlength=len(made.entries)).tolist()
    entries = tuple(replace(entry, homes=count) for entry, count in zip(made.entries, counts, strict=True))
    return replace(made, entries=entries)


def ring_codes(homes: Neighbourhood, made: Colouring, kept: Mask | None = None) -> Codes:
    """Code of each footprint: the highest of its homes (the poorest label); the last where none is known.

    Where some homes only are `kept`, a footprint without any of them has the code after the last.
    """
    rings, rows = homes.ring_homes
    hidden = np.zeros(len(homes.footprints.building_id), np.bool_)
    if kept is not None:
        hidden[rings] = True
        rings, rows = rings[kept[rows]], rows[kept[rows]]
        hidden[rings] = False
    codes = np.full(len(hidden), -1)
    np.maximum.at(codes, rings, np.where(made.codes[rows] == len(made.entries) - 1, -1, made.codes[rows]))
    codes = np.where(codes < 0, len(made.entries) - 1, codes)
    return np.where(hidden, len(made.entries), codes)


_MAKERS: dict[str, Callable[[str, Neighbourhood, Theme], Colouring]] = {
    "label": _by_label,
    "label_after": _by_label,
    "official_label": _by_label,
    "primary": _by_energy,
    "stage": _by_list(STAGES),
    "tenure": _by_list(TENURES),
    "owner_kind": _by_list(OWNER_KINDS),
    "group": _by_group,
    "group_wish": _by_list(GROUP_WISHES, mark("As it comes")),
    "missing": _by_missing,
}
