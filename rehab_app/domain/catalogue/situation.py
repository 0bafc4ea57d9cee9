"""What the aids need to know, as columns: one row is one project of works on one dwelling.

Missing is as in every table (NaN, -1, ""). A rule whose condition is not known does not refuse: it says that the
condition is still to be confirmed.
"""

from rehab_app.domain.fields import Field, TableSpec, choice, flag, number, text

# Works that carry an aid of their own, with the unit of their quantity.
MEASURES: dict[str, str] = {
    "energy_audit": "",
    "balanced_ventilation": "",
    "air_water_heat_pump": "",
    "ground_heat_pump": "",
    "solar_heat_pump": "",
    "air_air_heat_pump": "",
    "thermodynamic_water_heater": "",
    "oil_tank_removal": "",
    "windows": "",
    "external_wall_insulation": "m²",
    "internal_wall_insulation": "m²",
    "roof_insulation": "m²",
    "flat_roof_insulation": "m²",
    "floor_insulation": "m²",
    "manual_wood_boiler": "",
    "automatic_wood_boiler": "",
    "closed_fireplace": "",
    "log_stove": "",
    "pellet_stove": "",
    "heat_network": "",
    "cooling_network": "",
    "solar_water_heater": "",
    "combined_solar": "",
    "hybrid_panels": "",
}


def quantity(measure: str) -> str:
    """Name of the column that holds the quantity of a measure (0 when it is not done)."""
    return f"quantity_{measure}"


def expense(measure: str) -> str:
    """Name of the column that holds what a measure costs with tax, in euros."""
    return f"expense_{measure}"


def offer(measure: str) -> str:
    """Name of the column that holds what the quote offers for the energy certificates of a measure, in euros."""
    return f"offer_{measure}"


def efficiency(measure: str) -> str:
    """Name of the column that holds the seasonal efficiency (ETAS, %) or SCOP of an appliance."""
    return f"efficiency_{measure}"


RATED = (
    "air_water_heat_pump",
    "ground_heat_pump",
    "solar_heat_pump",
    "air_air_heat_pump",
    "closed_fireplace",
    "log_stove",
    "pellet_stove",
)
HEAT_PUMPS = ("air_water_heat_pump", "ground_heat_pump", "solar_heat_pump")


def _measures() -> tuple[Field, ...]:
    quantities = [number(quantity(name), "Quantity", unit) for name, unit in MEASURES.items()]
    expenses = [number(expense(name), "Cost with tax", "€") for name in MEASURES]
    offers = [number(offer(name), "Offer for the energy certificates", "€") for name in MEASURES]
    efficiencies = [number(efficiency(name), "Seasonal efficiency", "%") for name in RATED]
    hot_water = [flag(f"hot_water_{name}", "Also makes hot water") for name in HEAT_PUMPS]
    return (*quantities, *expenses, *offers, *efficiencies, *hot_water)


SITUATION = TableSpec(
    "situation",
    "Situation",
    (
        number("people", "People"),
        number("income_eur", "Reference tax income", "€"),
        flag("ile_de_france", "The household pays tax in Île-de-France"),
        text("department", "Department of the dwelling"),
        text("household_department", "Department of the household’s tax address"),
        flag("owner", "Owner"),
        flag("buyer", "Buyer"),
        flag("condominium", "Condominium"),
        flag("legal_person", "Owned by a company"),
        flag("owner_occupier", "Lives there"),
        flag("main_residence", "Main residence"),
        flag("house", "House"),
        number("area_m2", "Living area", "m²"),
        number("age_years", "Age of the dwelling", "years"),
        choice("label_before", "Label before (1 is A)", ""),
        choice("label_after", "Label after (1 is A)", ""),
        number("works_ht_eur", "Works before tax", "€"),
        number("vat_pct", "VAT", "%"),
        number("assistance_bill_eur", "Bill of the adviser (MAR)", "€"),
        number("other_aids_eur", "Other aids on the same works", "€"),
        number("energy_gain_pct", "Energy saved", "%"),
        number("insulation_works", "Kinds of insulation works"),
        flag("replaces_fossil_boiler", "Replaces a fossil boiler"),
        flag("replaces_coal_appliance", "Replaces a coal appliance"),
        flag("fossil_after", "Fossil heating or hot water after the works"),
        flag("approved_model", "Heat pump on the approved list"),
        number("gestes_paid_eur", "MaPrimeRénov’ par geste paid in the last five years", "€"),
        flag("oil_boiler_replaced", "Replaces an oil boiler"),
        number("window_area_m2", "Area of the windows", "m²"),
        flag("ventilation_on_demand", "Ventilation controlled by demand"),
        text("loan_works", "Works of the loan"),
        number("purchase_eur", "Purchase price", "€"),
        number("letting_years", "Years of letting"),
        flag("denormandie_town", "Town of the Denormandie list"),
        flag("two_listed_works", "Two works of the Denormandie list"),
        number("property_tax_eur", "Property tax", "€"),
        number("property_tax_relief_pct", "Relief voted by the town", "%"),
        flag("property_tax_spending", "Works over the amount of the relief"),
        *_measures(),
    ),
)
