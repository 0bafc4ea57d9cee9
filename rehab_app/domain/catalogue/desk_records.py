"""What the desk keeps beside the homes: mappings of files, views of the table, drafts of forms."""

from rehab_app.domain.fields import TableSpec, structure, text

IMPORT_MAPPING = TableSpec(
    "import_mapping",
    "Remembered mapping of a file",
    (text("name", "Name"), structure("headings", "Headings"), structure("mapping", "Mapping")),
)
# What the table of homes shows under a name: columns, order, filters. Shared by all who open the project.
SAVED_VIEW = TableSpec("saved_view", "Saved view", (text("name", "Name"), structure("state", "State of the table")))
DRAFT = TableSpec(
    "draft",
    "Draft",
    (text("form", "Form"), text("key", "Of what"), structure("content", "Content"), text("saved_at", "Saved")),
)

DESK_TABLES: tuple[TableSpec, ...] = (IMPORT_MAPPING, SAVED_VIEW, DRAFT)
