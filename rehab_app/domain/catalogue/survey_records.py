"""What the survey and the bills leave in a project: answers with their origin, bills, degree days, ranges."""

from rehab_app.domain.fields import Field, Kind, TableSpec, code, date, number, record, structure, text

# One row an item of the survey; a choice is a code of domain/survey_choices.py.
SURVEY_ANSWER = TableSpec(
    "survey_answer",
    "Answer of the survey",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        text("item", "Item"),
        number("number", "Number answered", low=None),
        text("choice", "Choice"),
        code("origin", "Where the value comes from", "origins"),
        date("answered_on", "Answered on"),
    ),
)
BILL = TableSpec(
    "bill",
    "Energy bill",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        code("energy", "Energy", "bill_energies"),
        date("starts_on", "From"),
        date("ends_on", "To"),
        Field("quantity", Kind.NUMBER, "Quantity", low=0.0, personal=True),
        code("unit", "Unit", "bill_units"),
        Field("cost_eur", Kind.NUMBER, "Cost with tax", unit="€", low=0.0, personal=True),
        code("origin", "Where the value comes from", "origins"),
    ),
)
# Degree days that the town enters, month by month or year by year; `normal` is the mean of the same period.
DEGREE_DAYS = TableSpec(
    "degree_days",
    "Degree days",
    (
        date("starts_on", "From"),
        date("ends_on", "To"),
        number("degree_days", "Degree days", "°C·day"),
        number("normal", "Degree days of a normal year, same period", "°C·day"),
        text("source", "Source"),
    ),
)
RANGE_ESTIMATE = TableSpec(
    "range_estimate",
    "Estimate with its range",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        date("parameters_on", "Date of the parameters"),
        text("engine_version", "Version of the engine"),
        number("draws", "Random draws"),
        number("energy_low_kwh_m2", "Primary energy, low", "kWh/(m²·year)"),
        number("energy_central_kwh_m2", "Primary energy, central", "kWh/(m²·year)"),
        number("energy_high_kwh_m2", "Primary energy, high", "kWh/(m²·year)"),
        text("label", "Likeliest label"),
        number("label_probability", "Probability of the label", high=1),
        structure("spreads", "Ranges of the other figures"),
        structure("label_probabilities", "Probability of each label"),
        structure("ask_next", "What to ask next"),
        structure("answered", "Items answered by origin"),
        code("origin", "Where the description comes from", "origins"),
    ),
)
SURVEY_TABLES: tuple[TableSpec, ...] = (SURVEY_ANSWER, BILL, DEGREE_DAYS, RANGE_ESTIMATE)
