"""Schema migrations by Alembic; embedded databases run them by themselves when they are opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

HEAD = "0001"
"""The newest revision. Revisions are numbered, so that an older program knows a newer database when it sees one."""

_HERE = Path(__file__).parent


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring an open SQLite connection to HEAD; a migration that fails leaves the schema as it was."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    connection.execute("BEGIN IMMEDIATE")
    try:
        with engine.connect() as opened:
            config.attributes["connection"] = opened
            command.upgrade(config, "head")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    if connection.in_transaction:
        connection.execute("COMMIT")
