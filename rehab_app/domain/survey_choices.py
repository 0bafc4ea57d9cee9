"""What may be answered to the survey, in the field's words, by code; the codes are those of resources/survey."""

from rehab_app.core.i18n import mark

PERIODS = {
    "1": mark("before 1948"),
    "2": mark("1948 to 1974"),
    "3": mark("1975 to 1977"),
    "4": mark("1978 to 1982"),
    "5": mark("1983 to 1988"),
    "6": mark("1989 to 2000"),
    "7": mark("2001 to 2005"),
    "8": mark("2006 to 2012"),
    "9": mark("2013 to 2021"),
    "10": mark("after 2021"),
}
ARCHETYPES = {
    "coron": mark("miners’ row (coron)"),
    "pavilion": mark("paired miners’ houses (cité pavillonnaire)"),
    "garden_city": mark("garden city"),
    "camus": mark("Camus house (concrete panels)"),
    "interwar": mark("town house between the wars"),
    "postwar": mark("town house after the war"),
    "flat": mark("flat"),
    "house": mark("another house"),
}
SIDES = {
    "free": mark("nothing: a free gable"),
    "home": mark("another heated home"),
    "unheated": mark("a garage or an unheated building"),
}
FACINGS = {"n": mark("north"), "e": mark("east"), "s": mark("south"), "w": mark("west")}
WALLS = {
    "brick": mark("solid brick"),
    "cavity_brick": mark("two leaves of brick with a cavity"),
    "hollow_brick": mark("hollow brick"),
    "stone": mark("stone"),
    "dressed_stone": mark("dressed stone"),
    "block": mark("concrete block"),
    "concrete": mark("poured concrete or panels"),
    "slag_concrete": mark("clinker concrete"),
    "timber_frame": mark("timber frame or half-timbering"),
    "earth": mark("rammed earth"),
    "light_block": mark("aerated concrete or honeycomb brick"),
    "hidden": mark("cannot be told: rendered or lined on both faces"),
}
INSULATED = {
    "no": mark("not insulated"),
    "inside": mark("insulated inside"),
    "outside": mark("insulated outside"),
    "both": mark("insulated inside and outside"),
    "hidden": mark("cannot be seen, and no paper says"),
}
YES_NO = {"yes": mark("yes"), "no": mark("no")}
SEEN = {**YES_NO, "hidden": INSULATED["hidden"]}
ATTICS = {
    "lost": mark("an attic that is not lived in"),
    "lived_in": mark("rooms under the slope of the roof"),
    "mixed": mark("rooms under the slope, a small attic above"),
    "flat": mark("a flat roof"),
    "home": mark("another heated home"),
}
BELOW = {
    "ground": mark("the ground"),
    "cellar": mark("a cellar or a basement"),
    "crawl_space": mark("a crawl space"),
    "unheated": mark("a garage or an unheated room"),
    "home": mark("another heated home"),
}
FLOORS = {
    "slab": mark("concrete slab"),
    "beams": mark("concrete beams and hollow blocks"),
    "wood": mark("wooden floor"),
    "vaults": mark("brick vaults"),
    "hidden": mark("cannot be told"),
}
GLAZINGS = {
    "single": mark("single glazing"),
    "double_old": mark("double glazing of before 1995, thin gap"),
    "double": mark("double glazing"),
    "double_low_e": mark("double glazing with low-emissivity glass"),
    "triple": mark("triple glazing"),
}
FRAMES = {"wood": mark("wood"), "pvc": mark("PVC"), "metal": mark("metal")}
SHUTTERS = {"none": mark("no shutters"), "leaves": mark("folding shutters"), "rolling": mark("rolling shutters")}
HEATINGS = {
    "gas_boiler": mark("gas boiler"),
    "gas_condensing": mark("condensing gas boiler"),
    "gas_heater": mark("gas heaters, room by room"),
    "oil_boiler": mark("oil boiler"),
    "oil_condensing": mark("condensing oil boiler"),
    "lpg_boiler": mark("bottled gas or propane boiler"),
    "coal_boiler": mark("coal boiler"),
    "log_boiler": mark("log boiler"),
    "pellet_boiler": mark("pellet boiler"),
    "log_stove": mark("log stove or insert"),
    "pellet_stove": mark("pellet stove"),
    "oil_stove": mark("oil or paraffin stove"),
    "coal_stove": mark("coal stove"),
    "convectors": mark("electric heaters, room by room"),
    "storage_heaters": mark("electric storage heaters"),
    "electric_boiler": mark("electric boiler"),
    "heat_pump_water": mark("air-to-water heat pump"),
    "heat_pump_air": mark("air-to-air heat pump"),
    "heat_pump_ground": mark("ground heat pump"),
    "hybrid": mark("gas boiler with a heat pump (hybrid)"),
    "network": mark("heat network"),
}
ENERGIES = {
    "gas": mark("gas"),
    "oil": mark("oil"),
    "lpg": mark("bottled gas or propane"),
    "coal": mark("coal"),
    "wood": mark("wood"),
    "electricity": mark("electricity"),
    "network": mark("heat network"),
}
BACKUPS = {
    "none": mark("nothing else"),
    "log_stove": mark("log stove or insert"),
    "pellet_stove": mark("pellet stove"),
    "convectors": mark("electric heaters"),
    "heat_pump_air": mark("air-to-air heat pump"),
    "oil_stove": mark("oil or paraffin stove"),
    "boiler": mark("an old boiler kept as a backup"),
}
EMITTERS = {
    "radiators": mark("radiators"),
    "floor": mark("heated floor"),
    "air": mark("blown air"),
    "room": mark("each heater heats its room"),
}
CONTROLS = {
    "none": mark("no thermostat"),
    "central": mark("a thermostat or programmer for the whole home"),
    "rooms": mark("a programmer room by room"),
}
HOT_WATERS = {
    "with_heating": mark("by the boiler or heat pump that heats"),
    "electric_tank": mark("electric tank"),
    "electric_instant": mark("small instantaneous electric heater"),
    "gas_heater": mark("gas water heater"),
    "lpg_heater": mark("propane water heater"),
    "thermodynamic": mark("thermodynamic water heater"),
    "solar": mark("solar panels with a backup"),
    "network": mark("heat network"),
}
VENTILATIONS = {
    "windows": mark("none: by opening the windows"),
    "inlets": mark("air inlets at the top and bottom of walls"),
    "ducts": mark("natural ducts with grilles"),
    "hybrid": mark("natural ducts helped by a fan"),
    "constant": mark("mechanical, constant flow"),
    "humidity": mark("mechanical, humidity-controlled"),
    "balanced": mark("balanced with heat recovery"),
}
