"""The records of a neighbourhood project: works, groups, firms, calendar, papers, history, and all of them together.

In the store every table also has `id` (integer key) and `version` (integer: the journal action that wrote the row as
it stands, so that equal versions mean equal content), which are not repeated here. Times are ISO 8601 texts in UTC;
sums are euros with tax unless the name says `ht`.
"""

from rehab_app.domain.catalogue.desk_records import DESK_TABLES
from rehab_app.domain.catalogue.follow_up_records import FOLLOW_UP_TABLES
from rehab_app.domain.catalogue.places import (
    BUILDING,
    FACADE,
    HOME,
    HOME_CONTACT,
    HOUSEHOLD,
    NEIGHBOURHOOD,
    OWNER,
    STREET,
    VISIT,
)
from rehab_app.domain.catalogue.survey_records import SURVEY_TABLES
from rehab_app.domain.fields import (
    Field,
    Kind,
    TableSpec,
    code,
    date,
    flag,
    number,
    record,
    structure,
    text,
)

SCENARIO = TableSpec(
    "scenario",
    "Scenario",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        text("name", "Name"),
        text("bundle", "Bundle of works"),
        flag("chosen", "Chosen"),
    ),
)
WORKS = TableSpec(
    "works",
    "Works",
    (
        record("scenario_id", "Scenario", "scenario"),
        text("work", "Work"),
        text("lot", "Trade"),
        number("quantity", "Quantity"),
        text("unit", "Unit"),
        number("cost_low_eur_ht", "Cost before tax, low", "€"),
        number("cost_typical_eur_ht", "Cost before tax, typical", "€"),
        number("cost_high_eur_ht", "Cost before tax, high", "€"),
        structure("takeoff", "Take-off"),
        structure("prices", "Prices used: source and year"),
        code("done_by", "Done by", "builders"),
    ),
)

# Totals named and counted as in the block `sortie` of the official file (kWh, kWh/m², kgCO2, €, W/K).
TOTALS = (
    number("deperdition_enveloppe", "Heat loss of the envelope", "W/K", dpe="deperdition_enveloppe"),
    number("hperm", "Loss by infiltration", "W/K", dpe="hperm"),
    number("ubat", "Mean U of the envelope", "W/(m²·K)", dpe="ubat"),
    number("besoin_ch", "Heating need", "kWh", dpe="besoin_ch"),
    number("besoin_ecs", "Hot water need", "kWh", dpe="besoin_ecs"),
    number("conso_ch", "Heating, final energy", "kWh", dpe="conso_ch"),
    number("conso_ecs", "Hot water, final energy", "kWh", dpe="conso_ecs"),
    number("conso_5_usages", "Five uses, final energy", "kWh", dpe="conso_5_usages"),
    number("ep_conso_5_usages", "Five uses, primary energy", "kWh", dpe="ep_conso_5_usages"),
    number("ep_conso_5_usages_m2", "Primary energy", "kWh/(m²·year)", dpe="ep_conso_5_usages_m2"),
    number("emission_ges_5_usages", "Emissions", "kgCO₂", dpe="emission_ges_5_usages"),
    number("emission_ges_5_usages_m2", "Emissions", "kgCO₂/(m²·year)", dpe="emission_ges_5_usages_m2"),
    number("cout_5_usages", "Conventional yearly cost", "€", dpe="cout_5_usages"),
    text("classe_bilan_dpe", "Energy label", dpe="classe_bilan_dpe"),
    text("classe_emission_ges", "Emissions label", dpe="classe_emission_ges"),
)
ESTIMATE = TableSpec(
    "estimate",
    "Estimate",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        record("scenario_id", "Scenario", "scenario"),
        code("state", "State", "estimate_states"),
        text("refusal", "Reason of the refusal"),
        date("parameters_on", "Date of the parameters"),
        text("engine_version", "Version of the engine"),
        *TOTALS,
        structure("details", "Losses and steps"),
    ),
)
REFERENCE_RESULT = TableSpec(
    "reference_result",
    "Official result",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        text("dpe_number", "DPE number"),
        date("assessed_on", "Date of the assessment"),
        *TOTALS,
        structure("official", "Official values as filed"),
    ),
)
GROUP = TableSpec(
    "owner_group",
    "Group of owners",
    (
        text("name", "Name"),
        record("street_id", "Street", "street"),
        code("stage", "Stage", "stages"),
        text("bundle", "Common bundle of works"),
        text("lead_lot", "Lead trade"),
        structure("reasons", "Why these homes"),
        structure("agreements", "What the group has agreed"),
        structure("shared_costs", "Costs that all members share"),
        structure("products", "Products agreed on, by work"),
    ),
)
MEMBER = TableSpec(
    "member",
    "Member of a group",
    (
        record("group_id", "Group", "owner_group"),
        record("dwelling_id", "Dwelling", "dwelling"),
        record("scenario_id", "Scenario", "scenario"),
        code("stage", "Stage", "stages"),
        structure("availability", "Days on which works are possible"),
    ),
)
FIRM = TableSpec(
    "firm",
    "Firm",
    (
        text("name", "Name"),
        text("siret", "SIRET"),
        structure("lots", "Trades"),
        structure("qualifications", "RGE qualifications with dates"),
        number("crews", "Crews"),
        structure("absences", "Absences"),
        number("latitude_deg", "Latitude", "°", low=-90, high=90),
        number("longitude_deg", "Longitude", "°", low=-180, high=180),
        text("address", "Address"),
        text("phone", "Phone"),
        text("email", "E-mail"),
        flag("fictional", "Invented for demonstration"),
    ),
)
# A firm's price for one work: of one home, or for any home of the neighbourhood. Kept for good; `used` says whether it
# counts among the local prices.
QUOTE = TableSpec(
    "quote",
    "Quote",
    (
        record("firm_id", "Firm", "firm"),
        record("dwelling_id", "Dwelling", "dwelling"),
        record("group_id", "Group", "owner_group"),
        text("work", "Work"),
        number("quantity", "Quantity"),
        text("unit", "Unit"),
        number("unit_price_eur_ht", "Unit price before tax", "€"),
        number("labour_share", "Share of labour", high=1),
        date("quoted_on", "Date of the quote"),
        date("valid_until", "Valid until"),
        date("signed_on", "Signed on"),
        number("cee_offer_eur", "Offer for the energy certificates", "€"),
        date("cee_offered_on", "Date of the offer"),
        number("efficiency_pct", "Seasonal efficiency", "%"),
        flag("used", "Counted among the local prices"),
        text("file_name", "File"),
    ),
)
CALENDAR_ENTRY = TableSpec(
    "calendar_entry",
    "Calendar entry",
    (
        record("group_id", "Group", "owner_group"),
        record("dwelling_id", "Dwelling", "dwelling"),
        record("firm_id", "Firm", "firm"),
        text("lot", "Trade"),
        text("task", "Task"),
        date("starts_on", "Start"),
        date("ends_on", "End"),
        number("work_days", "Working days"),
        structure("firm_reasons", "Why this firm"),
        flag("promised", "Promised"),
        flag("begun", "Begun"),
    ),
)
DOSSIER = TableSpec(
    "dossier",
    "Dossier",
    (
        code("audience", "For", "audiences"),
        record("group_id", "Group", "owner_group"),
        record("dwelling_id", "Dwelling", "dwelling"),
        record("firm_id", "Firm", "firm"),
        record("owner_id", "Owner", "owner"),
        text("lot", "Trade"),
        text("title", "Title"),
        text("file_name", "File"),
        text("sha256", "Fingerprint"),
        text("made_at", "Made"),
        structure("frozen", "Versions and dates of the parameters"),
    ),
)
# An edition of a dossier may go to several people: one row each time it is handed over.
SENDING = TableSpec(
    "sending",
    "Sending of a dossier",
    (
        record("dossier_id", "Dossier", "dossier"),
        text("sent_at", "Sent"),
        text("sent_to", "Sent to", personal=True),
        code("way", "How", "sending_ways"),
    ),
)
# A photograph or paper of a home or group; the file itself is kept beside the project, under its fingerprint.
DOCUMENT = TableSpec(
    "document",
    "Document",
    (
        record("dwelling_id", "Dwelling", "dwelling"),
        record("group_id", "Group", "owner_group"),
        code("kind", "Kind", "document_kinds"),
        text("title", "Title"),
        code("shows", "What it shows", "document_subjects"),
        date("dated_on", "Date"),
        text("file_name", "File"),
        text("sha256", "Fingerprint"),
        flag("for_firms", "Shown to the firms"),
    ),
)
# One row for each action of a user; never changed except for `undone`. `kind` is "action", "undo" or "redo".
JOURNAL = TableSpec(
    "journal",
    "Journal",
    (
        text("at", "When"),
        text("who", "Who"),
        text("label", "What"),
        text("kind", "Kind"),
        record("opposite_of_id", "Undoes or redoes", "journal"),
        flag("undone", "Undone"),
    ),
)
# What an action did to `row_count` rows with consecutive ids from `row_id`: columns of values `before` (none when the
# rows are new) and `after` (none when they are new or gone).
JOURNAL_CHANGE = TableSpec(
    "journal_change",
    "Change",
    (
        record("journal_id", "Action", "journal"),
        text("table_name", "Table"),
        Field("row_id", Kind.LINK, "First row"),
        Field("row_count", Kind.LINK, "Rows"),
        Field("row_version", Kind.LINK, "Version after the change"),
        structure("before", "Before"),
        structure("after", "After"),
    ),
)

RECORD_TABLES: tuple[TableSpec, ...] = (
    NEIGHBOURHOOD,
    STREET,
    BUILDING,
    FACADE,
    HOME,
    OWNER,
    HOUSEHOLD,
    HOME_CONTACT,
    VISIT,
    SCENARIO,
    WORKS,
    ESTIMATE,
    REFERENCE_RESULT,
    GROUP,
    MEMBER,
    FIRM,
    QUOTE,
    CALENDAR_ENTRY,
    DOSSIER,
    SENDING,
    DOCUMENT,
    *SURVEY_TABLES,
    *FOLLOW_UP_TABLES,
    *DESK_TABLES,
    JOURNAL,
    JOURNAL_CHANGE,
)
