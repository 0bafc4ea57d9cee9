"""The survey: a dozen questions, one after the other."""

from collections.abc import Mapping

from rehab_app.core.i18n import mark
from rehab_app.domain.survey import Item, ItemKind, Question
from rehab_app.domain.survey_choices import (
    ARCHETYPES,
    ATTICS,
    BACKUPS,
    BELOW,
    CONTROLS,
    EMITTERS,
    ENERGIES,
    FACINGS,
    FLOORS,
    FRAMES,
    GLAZINGS,
    HEATINGS,
    HOT_WATERS,
    INSULATED,
    PERIODS,
    SEEN,
    SHUTTERS,
    SIDES,
    VENTILATIONS,
    WALLS,
    YES_NO,
)


def _number(code: str, label: str, unit: str, low: float, high: float) -> Item:
    return Item(code, label, ItemKind.NUMBER, unit, low, high)


def _choice(code: str, label: str, choices: Mapping[str, str]) -> Item:
    return Item(code, label, ItemKind.CHOICE, choices=choices)


def _year(code: str, label: str) -> Item:
    return _number(code, label, "", 1800, 2100)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "built",
        mark("When was the home built, and what kind is it?"),
        mark("Deeds, a date on the front, or what the neighbours say."),
        "built",
        (
            _choice("period", mark("Period built"), PERIODS),
            _number("year", mark("Year built"), "", 1500, 2100),
            _choice("archetype", mark("Kind of home"), ARCHETYPES),
        ),
    ),
    Question(
        "size",
        mark("How large is the home?"),
        mark("Living area of the deeds; storeys that are heated, rooms under the roof included."),
        "size",
        (
            _number("area_m2", mark("Living area"), "m²", 9, 2_000),
            _number("storeys", mark("Heated storeys"), "", 1, 6),
            _number("ceiling_m", mark("Ceiling height"), "m", 1.8, 6),
            _number("ground_m2", mark("Ground area of the house"), "m²", 9, 1_000),
        ),
    ),
    Question(
        "sides",
        mark("What touches the home on its left and on its right?"),
        mark("Stand in the street, facing the front."),
        "sides",
        (
            _choice("left", mark("On the left"), SIDES),
            _choice("right", mark("On the right"), SIDES),
            _choice("faces", mark("The street front looks"), FACINGS),
            _number("outer_wall_m2", mark("Outer walls with their openings"), "m²", 0, 3_000),
            _number("unheated_wall_m2", mark("Walls towards unheated rooms"), "m²", 0, 1_000),
        ),
    ),
    Question(
        "walls",
        mark("What are the outer walls made of?"),
        mark("Measure the thickness at a window; knock inside: a hollow sound is a lining."),
        "walls",
        (
            _choice("wall", mark("Most of the walls"), WALLS),
            _number("wall_cm", mark("Thickness without insulation"), "cm", 5, 120),
            _choice("wall_insulation", mark("Insulation"), INSULATED),
            _number("wall_insulated_pct", mark("Part of the walls insulated"), "%", 0, 100),
            _choice("second_wall", mark("Other walls (extension)"), WALLS),
            _number("second_wall_pct", mark("Part of these other walls"), "%", 0, 100),
        ),
    ),
    Question(
        "attic",
        mark("What is above the highest rooms?"),
        mark("Lift the hatch: the insulation of an attic can be seen and measured."),
        "attic",
        (
            _choice("attic", mark("Above"), ATTICS),
            _choice("attic_insulation", mark("Is it insulated?"), SEEN),
            _number("attic_insulated_pct", mark("Part of the ceilings insulated"), "%", 0, 100),
            _number("attic_insulation_cm", mark("Thickness seen"), "cm", 0, 80),
            _number("roof_m2", mark("Ceilings under the roof"), "m²", 0, 2_000),
        ),
    ),
    Question(
        "below",
        mark("What is below the lowest rooms?"),
        mark("Look at the ceiling of the cellar."),
        "below",
        (
            _choice("below", mark("Below"), BELOW),
            _choice("floor", mark("Structure of the floor"), FLOORS),
            _choice("floor_insulation", mark("Is it insulated?"), SEEN),
        ),
    ),
    Question(
        "windows",
        mark("What are the windows like?"),
        mark("Two panes show two reflections of a flame; the date is often printed between the panes."),
        "windows",
        (
            _choice("glazing", mark("Most of the windows"), GLAZINGS),
            _number("single_pct", mark("Part left in single glazing"), "%", 0, 100),
            _choice("frame", mark("Frames"), FRAMES),
            _number("window_m2", mark("Area of all windows"), "m²", 0, 500),
            _number("window_south_pct", mark("Part that looks south"), "%", 0, 100),
            _choice("shutters", mark("Shutters"), SHUTTERS),
        ),
    ),
    Question(
        "heating",
        mark("What heats the home?"),
        mark("The plate of the appliance gives its kind and year."),
        "heating",
        (
            _choice("heating", mark("Main heating"), HEATINGS),
            _choice("energy", mark("Energy of the heating"), ENERGIES),
            _choice("emitters", mark("Emitters"), EMITTERS),
            _choice("control", mark("Control"), CONTROLS),
        ),
    ),
    Question(
        "backup",
        mark("Does anything else heat the home?"),
        mark("Other heaters that are fixed and used, in which rooms."),
        "backup",
        (
            _choice("backup", mark("Other heating"), BACKUPS),
            _number("backup_pct", mark("Part of the home with this other heating only"), "%", 0, 100),
        ),
    ),
    Question(
        "hot_water",
        mark("What makes the hot water?"),
        mark("The plate of the tank gives its volume."),
        "hot_water",
        (
            _choice("hot_water", mark("Hot water"), HOT_WATERS),
            _number("tank_l", mark("Volume of the tank"), "l", 0, 1_000),
            _choice("tank_heated", mark("Is the tank in heated rooms?"), YES_NO),
        ),
    ),
    Question(
        "ventilation",
        mark("How is the home ventilated?"),
        mark("Look for outlets in the kitchen, bathroom and toilet, and hold a sheet of paper to them."),
        "ventilation",
        (_choice("ventilation", mark("Ventilation"), VENTILATIONS),),
    ),
    Question(
        "works",
        mark("Which works have been done, and when?"),
        mark("Invoices; a year near enough is useful."),
        "works",
        (
            _year("wall_year", mark("Walls insulated in")),
            _year("attic_year", mark("Attic or roof insulated in")),
            _year("floor_year", mark("Floor insulated in")),
            _year("window_year", mark("Windows replaced in")),
            _year("heating_year", mark("Heating installed in")),
            _year("backup_year", mark("Other heating installed in")),
            _year("hot_water_year", mark("Hot water installed in")),
            _year("ventilation_year", mark("Ventilation installed in")),
        ),
    ),
)
ITEMS: Mapping[str, Item] = {item.code: item for question in QUESTIONS for item in question.items}
QUESTION_OF: Mapping[str, str] = {item.code: question.code for question in QUESTIONS for item in question.items}
