"""The places and people of a neighbourhood project: streets, buildings, façades, dwellings, owners, households, visits.

As in records.py, `id` and `version` are not repeated here.
"""

from rehab_app.domain.fields import (
    Field,
    TableSpec,
    code,
    date,
    flag,
    number,
    record,
    structure,
    text,
)

NEIGHBOURHOOD = TableSpec(
    "neighbourhood",
    "Neighbourhood",
    (
        text("name", "Name"),
        text("commune_insee", "INSEE code of the town"),
        text("commune_name", "Town"),
        flag("fictional", "Invented for demonstration"),
        structure("rules", "Rules of the town"),
        structure("contacts", "Who to call at the town hall"),
    ),
)
STREET = TableSpec(
    "street", "Street", (record("neighbourhood_id", "Neighbourhood", "neighbourhood"), text("name", "Street"))
)

BUILDING = TableSpec(
    "building",
    "Building",
    (
        record("street_id", "Street", "street"),
        text("house_number", "House number"),
        text("source_id", "Identifier in the source file"),
        structure("footprint", "Footprint (GeoJSON, WGS 84)"),
        number("footprint_area_m2", "Footprint area", "m²"),
        number("height_m", "Height", "m"),
        number("storeys", "Storeys"),
        number("construction_year", "Year built"),
        code("heritage", "Heritage rule", "heritage"),
        code("subsidence", "Mining risk", "subsidence"),
        text("networks", "Networks to watch on site"),
    ),
)
FACADE = TableSpec(
    "facade",
    "Façade",
    (
        record("building_id", "Building", "building"),
        number("position", "Order around the footprint"),
        code("side", "Side", "facade_sides"),
        number("length_m", "Length", "m"),
        number("azimuth_deg", "Faces (0 north, 90 east)", "°", high=360.0),
        record("neighbour_id", "Building on the other side", "building"),
        code("heritage", "Heritage rule", "heritage"),
        structure("line", "Line (GeoJSON, WGS 84)"),
    ),
)
# Identity of a dwelling. In the store these columns stand in one table with those of domain/catalogue/dwelling.py.
HOME = TableSpec(
    "dwelling",
    "Dwelling",
    (
        record("building_id", "Building", "building"),
        record("owner_id", "Owner", "owner"),
        text("address", "Address"),
        text("complement", "Address complement"),
        text("postcode", "Postcode"),
        text("commune_insee", "INSEE code of the town"),
        text("ban_id", "Identifier in the national address base"),
        code("tenure", "Occupancy", "tenures"),
        code("stage", "Stage", "stages"),
        text("stage_note", "Wish of the owner", personal=True),
        code("group_wish", "When groups are proposed", "group_wishes"),
        # Kept from the group it was in (`member.availability`) while the home is in none.
        structure("availability", "Days on which works are possible"),
        text("access", "Access for the firms", personal=True),
        text("site_note", "To watch on site"),
        code("asbestos", "Asbestos survey", "material_findings"),
        date("asbestos_on", "Date of the asbestos survey"),
        code("lead", "Lead survey", "material_findings"),
        date("lead_on", "Date of the lead survey"),
        code("origin", "Where the description comes from", "origins"),
        structure("origins", "Where single values come from"),
    ),
)
OWNER = TableSpec(
    "owner",
    "Owner",
    (
        code("kind", "Kind", "owner_kinds"),
        text("name", "Name", personal=True),
        text("email", "E-mail", personal=True),
        text("phone", "Phone", personal=True),
        text("address", "Address", personal=True),
        date("consent_on", "Consent given on"),
    ),
)
HOUSEHOLD = TableSpec(
    "household",
    "Household",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        text("name", "Name", personal=True),
        Field("people", number("people", "").kind, "People", low=0, high=30, personal=True),
        Field("income_eur", number("income_eur", "").kind, "Reference tax income", unit="€", low=0, personal=True),
        number("income_year", "Year of the income"),
        Field(
            "income_class",
            code("income_class", "", "").kind,
            "Income class declared",
            choices="income_classes",
            personal=True,
        ),
        Field(
            "mpr_paid_eur",
            number("x", "").kind,
            "MaPrimeRénov’ par geste paid for this home in the last five years",
            unit="€",
            low=0,
            personal=True,
        ),
        # Neither an age nor a disability is kept: the amount alone, of who declares to be entitled.
        Field(
            "adaptation_eur",
            number("x", "").kind,
            "Works of adaptation with tax, of an occupant who declares to be entitled to MaPrimeAdapt’",
            unit="€",
            low=0,
            personal=True,
        ),
        date("consent_on", "Consent given on"),
    ),
)
VISIT = TableSpec(
    "visit",
    "Visit",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        date("visited_on", "Date"),
        text("adviser", "Adviser"),
        text("met", "Who was there", personal=True),
        text("seen", "What was seen", personal=True),
        text("notes", "Notes", personal=True),
        date("next_on", "Next appointment"),
        text("next_about", "What for", personal=True),
    ),
)
# Who opens the door to the firms: a neighbour, a caretaker, somebody of the household. It is printed for the firms only
# where that person has agreed.
HOME_CONTACT = TableSpec(
    "home_contact",
    "Contact for the works",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        code("role", "Role", "contact_roles"),
        text("name", "Name", personal=True),
        text("phone", "Phone", personal=True),
        flag("for_firms", "Given to the firms"),
    ),
)
