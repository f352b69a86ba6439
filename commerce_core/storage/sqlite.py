"""The embedded database: one SQLite file, WAL, every commit on the disk (synchronous=FULL), one writer at a time."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from commerce_core.ports import Batch, BatchLost, Rates, Seal, StorageFailed, UnitOfWork
from commerce_core.storage.migrations import HEAD, upgrade
from commerce_core.storage.statements import Driver
from commerce_core.storage.unit_of_work import Surroundings, Work

_WAIT_SECONDS = 30.0
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"


class SqliteDatabase:
    """Implements ports.Database over a file, or over memory when `path` is None.

    Raises StorageFailed at once when the file is not a database or was written by a newer version.
    """

    def __init__(self, path: Path | None, seal: Seal, rates: Rates) -> None:
        self.path = path
        self._around = Surroundings(seal, rates)
        self._lock = threading.Lock()
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        try:
            if path is not None:
                _make_private(path)
            self._writer = self._connect()
            _migrate(self._writer, path)
        except sqlite3.DatabaseError as error:
            raise StorageFailed(f"{path}: {error}") from None

    def close(self) -> None:
        """Give the file back; the database cannot be used afterwards."""
        with self._lock:
            for connection in [*self._readers, self._writer]:
                connection.close()

    @contextmanager
    def write(self, now: datetime) -> Iterator[UnitOfWork]:
        with self._lock:
            cursor = self._begin()
            try:
                yield Work(Driver(cursor, "sqlite"), now, self._around)
                self._commit(cursor)
            except sqlite3.OperationalError as error:
                self._abandon()
                raise StorageFailed(str(error)) from error
            except BaseException:
                self._abandon()
                raise

    @contextmanager
    def batch(self) -> Iterator[Batch]:
        with self._lock:
            cursor = self._begin()
            try:
                yield SqliteBatch(cursor, self._around)
                self._commit(cursor)
            except StorageFailed as error:
                self._abandon()
                raise BatchLost(str(error)) from error
            except BaseException:
                self._abandon()
                raise

    @contextmanager
    def read(self, now: datetime) -> Iterator[UnitOfWork]:
        try:
            with self._reading() as cursor:
                yield Work(Driver(cursor, "sqlite"), now, self._around)
        except sqlite3.OperationalError as error:
            raise StorageFailed(str(error)) from error

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Cursor]:
        """A snapshot on this thread's own connection; a database in memory has but one, and it is waited for."""
        if self.path is None:
            with self._lock:
                yield self._writer.cursor()
            return
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
            connection.execute("PRAGMA query_only=ON")
            self._readers.append(connection)
        cursor = connection.cursor()
        cursor.execute("BEGIN")
        try:
            yield cursor
        finally:
            if connection.in_transaction:
                cursor.execute("COMMIT")

    def copy_to(self, target: Path) -> None:
        """A consistent copy while others write."""
        _make_private(target)
        with sqlite3.connect(target) as copy:
            self._connect().backup(copy)

    def _connect(self) -> sqlite3.Connection:
        name = ":memory:" if self.path is None else str(self.path)
        connection = sqlite3.connect(
            name, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        connection.executescript(_PRAGMAS)
        return connection

    def _begin(self) -> sqlite3.Cursor:
        try:
            return self._writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StorageFailed(str(error)) from error

    def _commit(self, cursor: sqlite3.Cursor) -> None:
        try:
            cursor.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise StorageFailed(str(error)) from error

    def _abandon(self) -> None:
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")
        # What was read inside may never have been committed.
        self._around.catalogue.catalogue = None
        self._around.shop.version = None
        self._around.taste.counted_at = None


class SqliteBatch:
    """Units of one transaction, each behind a savepoint of its own."""

    def __init__(self, cursor: sqlite3.Cursor, around: Surroundings) -> None:
        self._cursor = cursor
        self._around = around

    @contextmanager
    def unit(self, now: datetime) -> Iterator[UnitOfWork]:
        execute = self._cursor.execute
        execute("SAVEPOINT unit")
        try:
            yield Work(Driver(self._cursor, "sqlite"), now, self._around)
        except BaseException as error:
            if not self._cursor.connection.in_transaction:
                raise BatchLost(str(error)) from error
            execute("ROLLBACK TO unit")
            execute("RELEASE unit")
            self._around.catalogue.catalogue = None
            self._around.shop.version = None
            if isinstance(error, sqlite3.OperationalError):
                raise StorageFailed(str(error)) from error
            raise
        execute("RELEASE unit")


def _make_private(path: Path) -> None:
    """A new database is its owner's alone, as are the files that SQLite puts beside it (they take over its mode).

    One that is there keeps the mode it was given. What cannot be made is for SQLite to refuse in its own words.
    """
    with suppress(OSError, ValueError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _migrate(connection: sqlite3.Connection, path: Path | None) -> None:
    """Bring the schema to HEAD; a database from a newer version is left alone with a clear error."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    version = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    if version is not None and version[0] == HEAD:
        return
    if version is not None and version[0] > HEAD:
        raise StorageFailed(f"{path}: written by a newer version of Tradewind (schema {version[0]}, this one knows {HEAD})")
    upgrade(connection)
