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
LISTS = {
    "origins": ORIGINS,
    "owner_kinds": OWNER_KINDS,
    "tenures": TENURES,
    "stages": STAGES,
    "facade_sides": FACADE_SIDES,
    "heritage": HERITAGE,
    "subsidence": SUBSIDENCE,
    "estimate_states": ESTIMATE_STATES,
    "audiences": AUDIENCES,
}
