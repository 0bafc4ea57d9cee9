"""Run by Alembic, always from storage/migrate.py, which hands over a connection with its transaction already begun."""

from alembic import context

from rehab_app.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a column by building its table again
)
context.run_migrations()
