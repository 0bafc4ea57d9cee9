"""Our own lists of codes: what is stored, and the English source text of what is shown."""

from rehab_app.core.i18n import mark

# Where a value comes from (look.md: seen ● said ◐ official ◆ default ○).
ORIGINS = {
    "seen": mark("seen on site"),
    "said": mark("said by the occupant"),
    "official": mark("official file"),
    "photo": mark("read on a photo"),
    "borrowed": mark("borrowed from a neighbour"),
    "default": mark("default value"),
}
OWNER_KINDS = {
    "person": mark("private person"),
    "landlord": mark("private landlord"),
    "social_landlord": mark("social landlord"),
    "company": mark("company"),
}
TENURES = {
    "owner_occupied": mark("owner-occupied"),
    "rented": mark("rented"),
    "social": mark("social housing"),
    "vacant": mark("vacant"),
}
STAGES = {
    "sensed": mark("approached"),
    "interested": mark("interested"),
    "committed": mark("committed"),
    "quoted": mark("quotes received"),
    "works": mark("works under way"),
    "accepted": mark("works accepted"),
    "withdrawn": mark("withdrawn"),
}
# What the town wants of a home when groups of neighbours are proposed.
GROUP_WISHES = {"always": mark("always propose"), "never": mark("never propose")}
FACADE_SIDES = {
    "street": mark("street front"),
    "back": mark("back"),
    "gable": mark("gable"),
    "party": mark("party wall"),
}
HERITAGE = {
    "none": mark("no heritage rule"),
    "mh_500m": mark("within 500 m of a listed monument"),
    "unesco": mark("UNESCO property"),
    "unesco_buffer": mark("UNESCO buffer zone"),
    "town_plan": mark("protected by the town plan"),
}
SUBSIDENCE = {
    "none": mark("outside the mining risk zones"),
    "settlement": mark("mining settlement zone"),
    "subsidence": mark("progressive mining subsidence zone"),
    "collapse": mark("localised collapse zone"),
}
ESTIMATE_STATES = {"done": mark("estimated"), "refused": mark("refused")}
AUDIENCES = {
    "artisan": mark("artisan"),
    "landlord": mark("social landlord"),
    "household": mark("household"),
    "town": mark("town"),
}
# Who does a work: the words of `domain.financing.DONE_BY`.
BUILDERS = {
    "firm": mark("done by a firm"),
    "supervised": mark("done by the household with a supervisor"),
    "own": mark("done by the household"),
}
SENDING_WAYS = {
    "hand": mark("by hand"),
    "email": mark("by e-mail"),
    "post": mark("by post"),
}
DOCUMENT_KINDS = {
    "photo": mark("photograph"),
    "plan": mark("drawing"),
    "paper": mark("paper"),
}
DOCUMENT_SUBJECTS = {
    "street": mark("street front"),
    "back": mark("back"),
    "gable": mark("gable"),
    "roof": mark("roof"),
    "attic": mark("attic"),
    "wall": mark("wall inside"),
    "floor": mark("floor or cellar"),
    "openings": mark("windows and doors"),
    "heating": mark("heating"),
    "hot_water": mark("hot water"),
    "ventilation": mark("ventilation"),
    "networks": mark("networks and meters"),
    "disorder": mark("crack, damp or other disorder"),
    "access": mark("access and site"),
    "dpe": mark("energy assessment or audit"),
    "diagnosis": mark("asbestos or lead survey"),
    "quote": mark("quote or invoice"),
    "other": mark("something else"),
}
CONTACT_ROLES = {
    "occupant": mark("occupant"),
    "owner": mark("owner"),
    "neighbour": mark("neighbour who has the keys"),
    "relative": mark("relative"),
    "caretaker": mark("caretaker or landlord’s agent"),
}
# What a survey of a dangerous material before works has found (asbestos, lead).
MATERIAL_FINDINGS = {
    "absent": mark("searched for, none found"),
    "found": mark("found: see the report"),
    "partial": mark("part of the home only was searched"),
    "ordered": mark("survey ordered"),
}
# Classes of income of the aids, lowest first, as a household declares one where it does not give its income.
INCOME_CLASSES = {
    "tres_modeste": mark("very modest"),
    "modeste": mark("modest"),
    "intermediaire": mark("intermediate"),
    "superieure": mark("higher"),
}
BILL_ENERGIES = {
    "gas": mark("mains gas"),
    "electricity": mark("electricity"),
    "oil": mark("heating oil"),
    "lpg": mark("propane or butane"),
    "logs": mark("logs"),
    "pellets": mark("pellets"),
    "coal": mark("coal"),
    "network": mark("heat network"),
}
BILL_UNITS = {
    "kwh": "kWh",
    "kwh_gross": mark("kWh of the gas bill (gross calorific value)"),
    "m3": "m³",
    "l": mark("litres"),
    "stere": mark("steres"),
    "t": mark("tonnes"),
    "kg": "kg",
}
LISTS = {
    "bill_energies": BILL_ENERGIES,
    "bill_units": BILL_UNITS,
    "origins": ORIGINS,
    "owner_kinds": OWNER_KINDS,
    "tenures": TENURES,
    "stages": STAGES,
    "group_wishes": GROUP_WISHES,
    "income_classes": INCOME_CLASSES,
    "facade_sides": FACADE_SIDES,
    "heritage": HERITAGE,
    "subsidence": SUBSIDENCE,
    "estimate_states": ESTIMATE_STATES,
    "audiences": AUDIENCES,
    "builders": BUILDERS,
    "sending_ways": SENDING_WAYS,
    "document_kinds": DOCUMENT_KINDS,
    "document_subjects": DOCUMENT_SUBJECTS,
    "contact_roles": CONTACT_ROLES,
    "material_findings": MATERIAL_FINDINGS,
}
