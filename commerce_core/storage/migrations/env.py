"""Alembic's entry: runs on the connection it is given; there is no alembic.ini and no URL of its own."""

from alembic import context

from commerce_core.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
