"""What was done to a house since it was built, drawn once so that its parts agree with each other."""

from dataclasses import dataclass

from rehab_app.services.sampling.draw import Draw
from rehab_app.services.sampling.plan import House

BARE, KNOWN, BY_PERIOD, UNKNOWN = "bare", "known", "by_period", "unknown"
INSIDE, OUTSIDE = 3, 4  # enumeration type_isolation: ITI, ITE

SINGLE, OLD_DOUBLE, DOUBLE, LOW_EMISSIVITY = "single", "old_double", "double", "low_emissivity"


@dataclass(frozen=True, slots=True)
class Insulation:
    """Insulation of a kind of part.

    Attributes:
        how: BARE, KNOWN (thickness seen), BY_PERIOD (done in a known period) or UNKNOWN.
        thickness_cm: when KNOWN.
        period: id of periode_isolation when BY_PERIOD.
        kind: id of type_isolation, when there is insulation.
    """

    how: str
    thickness_cm: float = 0.0
    period: int = -1
    kind: int = INSIDE

    @property
    def present(self) -> bool:
        return self.how in (KNOWN, BY_PERIOD)


@dataclass(frozen=True, slots=True)
class State:
    """How well the house was kept: insulation, windows, door, air, and who pays for it (`social`)."""

    social: bool
    walls: Insulation
    back_walls: Insulation
    floor: Insulation
    roof: Insulation
    front_glazing: str
    back_glazing: str
    plastic_frames: bool
    shutters: bool
    insulated_door: bool
    fitted_kitchen_extension_year: int


def draw_state(house: House, social: bool, draw: Draw) -> State:
    """A plausible past; social landlords have insulated more roofs and changed more windows."""
    glazing = draw.weighted(
        {SINGLE: 1, OLD_DOUBLE: 3, DOUBLE: 4, LOW_EMISSIVITY: 2}
        if social
        else {SINGLE: 3, OLD_DOUBLE: 4, DOUBLE: 4, LOW_EMISSIVITY: 2}
    )
    walls = _walls(draw, social)
    return State(
        social,
        walls,
        _back_walls(house, walls, draw),
        _floor(draw),
        _roof(draw, social),
        glazing,
        glazing if draw.happens(0.75) else draw.weighted({OLD_DOUBLE: 1, DOUBLE: 2, LOW_EMISSIVITY: 1}),
        glazing != SINGLE and draw.happens(0.8),
        draw.happens(0.7),
        draw.happens(0.5 if social else 0.35),
        draw.whole(1952, 1988),
    )


def _walls(draw: Draw, social: bool) -> Insulation:
    how = draw.weighted({BARE: 56, KNOWN: 26, BY_PERIOD: 10, UNKNOWN: 8} if not social else {BARE: 5, KNOWN: 4})
    if how == KNOWN:
        return Insulation(KNOWN, draw.weighted({3.0: 1, 4.0: 3, 5.0: 2, 8.0: 2, 10.0: 2}))
    if how == BY_PERIOD:
        return Insulation(BY_PERIOD, period=draw.weighted({3: 1, 4: 2, 5: 2, 6: 3, 8: 1}))
    return Insulation(how)


def _back_walls(house: House, walls: Insulation, draw: Draw) -> Insulation:
    """Some bare houses got external insulation where the street does not see it."""
    if walls.how == BARE and draw.happens(0.08):
        return Insulation(KNOWN, draw.weighted({8.0: 1, 12.0: 2}), kind=OUTSIDE)
    return walls


def _floor(draw: Draw) -> Insulation:
    if draw.happens(0.12):
        return Insulation(KNOWN, draw.weighted({5.0: 1, 8.0: 2, 10.0: 2}), kind=OUTSIDE)
    return Insulation(draw.weighted({BARE: 8, UNKNOWN: 1}))


def _roof(draw: Draw, social: bool) -> Insulation:
    how = draw.weighted({BARE: 30, KNOWN: 46, BY_PERIOD: 12, UNKNOWN: 12} if not social else {BARE: 1, KNOWN: 9})
    if how == KNOWN:
        return Insulation(KNOWN, draw.weighted({6.0: 1, 8.0: 2, 10.0: 3, 16.0: 2, 20.0: 3, 30.0: 1}))
    if how == BY_PERIOD:
        return Insulation(BY_PERIOD, period=draw.weighted({3: 1, 4: 2, 5: 2, 6: 3, 8: 2}))
    return Insulation(how)
