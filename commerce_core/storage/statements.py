"""Statements written in SQLAlchemy Core, compiled once per dialect, run on the driver's own cursor.

Core's execution layer costs several times the driver's (measured in the architecture); its language costs nothing
after the first use. Parameters are always named after their columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import Compiled
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement, SelectBase

Parameters = Mapping[str, Any]
_NONE: Parameters = {}

_DIALECTS: dict[str, Any] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": postgresql.dialect(paramstyle="pyformat"),  # type: ignore[no-untyped-call]
}
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Cursor(Protocol):
    """The part of a DB-API cursor used here."""

    @property
    def rowcount(self) -> int: ...

    def execute(self, sql: str, parameters: Any = ..., /) -> Any: ...

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Any: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class Statement:
    """One statement; `build` gets the dialect's name only where the two databases must be told apart."""

    __slots__ = ("_build", "_sql", "writes")

    def __init__(self, build: Executable | Callable[[str], Executable]) -> None:
        self._build = build
        self._sql: dict[str, str] = {}
        self.writes = not isinstance(build, SelectBase)

    def sql(self, dialect: str) -> str:
        found = self._sql.get(dialect)
        if found is None:
            element = self._build(dialect) if callable(self._build) else self._build
            assert isinstance(element, ClauseElement)
            found = self._sql[dialect] = _with_constants(element.compile(dialect=_DIALECTS[dialect]))
        return found


def _with_constants(compiled: Compiled) -> str:
    """The text with the statement's own constants written in: only named parameters are left to be given."""
    assert isinstance(compiled, SQLCompiler)
    text = str(compiled)
    # The longest name first: `key_1` also begins `key_10`.
    for name, bind in sorted(compiled.binds.items(), key=lambda item: -len(item[0])):
        if not bind.required:
            place = f"__[POSTCOMPILE_{name}]" if bind.expanding else compiled.bindtemplate % {"name": name}
            values = list(bind.value or ()) if bind.expanding else [bind.value]
            text = text.replace(place, ", ".join(compiled.render_literal_value(each, bind.type) for each in values))
    return text


class Driver:
    """A cursor, the dialect it speaks, and how many statements that may write went through it."""

    __slots__ = ("cursor", "dialect", "writes")

    def __init__(self, cursor: Cursor, dialect: str) -> None:
        self.cursor = cursor
        self.dialect = dialect
        self.writes = 0

    def run(self, statement: Statement, parameters: Parameters = _NONE) -> int:
        """Execute; the number of rows changed."""
        self.writes += 1
        self.cursor.execute(statement.sql(self.dialect), parameters)
        return self.cursor.rowcount

    def many(self, statement: Statement, parameters: Iterable[Parameters]) -> None:
        self.writes += 1
        self.cursor.executemany(statement.sql(self.dialect), parameters)

    def one(self, statement: Statement, parameters: Parameters = _NONE) -> Sequence[Any] | None:
        self.writes += statement.writes
        self.cursor.execute(statement.sql(self.dialect), parameters)
        row: Sequence[Any] | None = self.cursor.fetchone()
        return row

    def all(self, statement: Statement, parameters: Parameters = _NONE) -> list[Sequence[Any]]:
        self.writes += statement.writes
        self.cursor.execute(statement.sql(self.dialect), parameters)
        return self.cursor.fetchall()


def insert(table: Table, *columns: str, ignore: bool = False) -> Statement:
    """Insert the named columns (all of them by default); with `ignore`, a key that is there already changes nothing."""
    names = columns or tuple(column.name for column in table.columns)

    def build(dialect: str) -> Executable:
        statement = _INSERTS[dialect](table).values({name: bindparam(name) for name in names})
        built: Executable = statement.on_conflict_do_nothing() if ignore else statement
        return built

    return Statement(build)


def upsert(table: Table, *columns: str) -> Statement:
    """Insert the named columns (all of them by default), or update the row with the same primary key."""
    keys = tuple(column.name for column in table.primary_key)
    return upsert_on(table, keys, columns or tuple(column.name for column in table.columns))


def upsert_on(table: Table, keys: Sequence[str], columns: Sequence[str]) -> Statement:
    """Insert the named columns, or update the row that has the same values in the unique columns `keys`."""

    def build(dialect: str) -> Executable:
        statement = _INSERTS[dialect](table).values({name: bindparam(name) for name in columns})
        changed = {name: statement.excluded[name] for name in columns if name not in keys}
        built: Executable = statement.on_conflict_do_update(index_elements=list(keys), set_=changed)
        return built

    return Statement(build)
