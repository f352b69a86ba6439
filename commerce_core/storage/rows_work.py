"""Rows that make work reliable (inbox, effects, outbox, jobs), and the shop's settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, func, literal, null, or_, select, update
from sqlalchemy import insert as plain_insert

from commerce_core.domain.shop import Shop, shop_from_json
from commerce_core.ports import Job, Opening, Seal, StuckJob
from commerce_core.storage.codec import instant, moment, packed, unpacked
from commerce_core.storage.rows_people import BUYER_COLUMNS, buyer_of
from commerce_core.storage.statements import Driver, Statement, insert, upsert
from commerce_core.storage.tables import buyer, chat_memory, effect, inbox, job, outbox, setting

_REPLY = Statement(select(inbox.c.reply, inbox.c.chat).where(inbox.c.key == bindparam("key_")))
_STORE_REPLY = insert(inbox)
_SAID_IN = Statement(
    select(inbox.c.said, inbox.c.reply).where(inbox.c.chat == bindparam("chat_"))
    .order_by(inbox.c.at.desc()).limit(bindparam("limit_"))
)
_REPLACE_REPLY = Statement(update(inbox).where(inbox.c.key == bindparam("key_")).values(reply=bindparam("reply_")))


_OPEN = Statement(
    select(
        select(inbox.c.reply).where(inbox.c.key == bindparam("key_")).scalar_subquery(),
        select(chat_memory.c.data).where(chat_memory.c.chat == bindparam("chat_")).scalar_subquery(),
        *BUYER_COLUMNS,
    ).select_from(
        select(literal(1).label("one")).subquery().outerjoin(
            buyer,
            and_(
                buyer.c.channel == bindparam("channel_"), buyer.c.account == bindparam("account_"),
                buyer.c.handle == bindparam("handle_"),
            ),
        )
    )
)


class InboxTable:
    """Implements ports.InboxRows. The key is unique: a second transaction with the same turn cannot commit."""

    def __init__(self, driver: Driver, seal: Seal) -> None:
        self._driver = driver
        self._seal = seal

    def open_turn(self, key: str, chat: str, channel: str, account: str, handle: str) -> Opening:
        row = self._driver.one(
            _OPEN, {"key_": key, "chat_": chat, "channel_": channel, "account_": account, "handle_": handle}
        )
        assert row is not None
        reply, memory, *known = row
        return Opening(
            self._seal.open(reply, chat) if reply is not None else None,
            bytes(memory) if memory is not None else None, buyer_of(known) if known[0] is not None else None,
        )

    def reply(self, key: str) -> bytes | None:
        row = self._driver.one(_REPLY, {"key_": key})
        return self._seal.open(row[0], row[1]) if row else None

    def store(self, key: str, chat: str, said: bytes, reply: bytes, at: datetime) -> None:
        close = self._seal.close
        self._driver.run(
            _STORE_REPLY,
            {"key": key, "chat": chat, "said": close(said, chat), "reply": close(reply, chat), "at": instant(at)},
        )

    def replace(self, key: str, reply: bytes) -> None:
        row = self._driver.one(_REPLY, {"key_": key})
        if row is not None:
            self._driver.run(_REPLACE_REPLY, {"key_": key, "reply_": self._seal.close(reply, row[1])})

    def said_in(self, chat: str, limit: int) -> tuple[tuple[bytes, bytes], ...]:
        rows = self._driver.all(_SAID_IN, {"chat_": chat, "limit_": limit})
        open_ = self._seal.open
        return tuple((open_(said, chat), open_(reply, chat)) for said, reply in reversed(rows))


_EFFECT = Statement(select(effect.c.result).where(effect.c.key == bindparam("key_")))
_STORE_EFFECT = insert(effect)


class EffectTable:
    """Implements ports.EffectRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def result(self, key: str) -> Mapping[str, Any] | None:
        row = self._driver.one(_EFFECT, {"key_": key})
        return unpacked(row[0]) if row else None

    def store(self, key: str, result: Mapping[str, Any], at: datetime) -> None:
        self._driver.run(_STORE_EFFECT, {"key": key, "result": packed(dict(result)), "at": instant(at)})


_EVENT_VERSION = 1
_ADD_OUTBOX = Statement(
    plain_insert(outbox).values(
        {name: bindparam(name) for name in ("type", "version", "subject", "data", "at")} | {"published_at": null()}
    )
)
_UNPUBLISHED = Statement(
    select(outbox.c.id, outbox.c.type, outbox.c.subject, outbox.c.data)
    .where(outbox.c.published_at.is_(None)).order_by(outbox.c.id).limit(bindparam("limit_"))
)
_PUBLISHED = Statement(update(outbox).where(outbox.c.id == bindparam("id_")).values(published_at=bindparam("at_")))


class OutboxTable:
    """Implements ports.OutboxRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def add(self, kind: str, subject: str, data: Mapping[str, Any], at: datetime) -> None:
        self._driver.run(_ADD_OUTBOX, {
            "type": kind, "version": _EVENT_VERSION, "subject": subject, "data": packed(dict(data)), "at": instant(at),
        })

    def unpublished(self, limit: int) -> tuple[tuple[int, str, str, Mapping[str, Any]], ...]:
        rows = self._driver.all(_UNPUBLISHED, {"limit_": limit})
        return tuple((row[0], row[1], row[2], unpacked(row[3])) for row in rows)

    def mark_published(self, ids: Sequence[int], at: datetime) -> None:
        self._driver.many(_PUBLISHED, [{"id_": each, "at_": instant(at)} for each in ids])


_ADD_JOB = insert(job, "kind", "key", "due_at", "payload", "attempts", ignore=True)


def _lease(dialect: str) -> Any:
    due = (
        select(job.c.id)
        .where(
            job.c.finished_at.is_(None), job.c.due_at <= bindparam("now_"),
            or_(job.c.leased_until.is_(None), job.c.leased_until <= bindparam("now_")),
            or_(bindparam("key_") == "", job.c.key == bindparam("key_")),
        )
        .order_by(job.c.due_at, job.c.id).limit(bindparam("limit_"))
    )
    if dialect == "postgresql":
        due = due.with_for_update(skip_locked=True)
    return (
        update(job).where(job.c.id.in_(due.scalar_subquery()))
        .values(leased_until=bindparam("until_"), attempts=job.c.attempts + 1)
        .returning(job.c.id, job.c.kind, job.c.key, job.c.due_at, job.c.attempts, job.c.payload)
    )


_LEASE = Statement(_lease)
_FINISH = Statement(
    update(job).where(job.c.id == bindparam("id_")).values(finished_at=job.c.due_at, leased_until=null(), last_error=null())
)
_POSTPONE = Statement(
    update(job).where(job.c.id == bindparam("id_"))
    .values(due_at=bindparam("due_at_"), leased_until=null(), last_error=bindparam("error_"))
)
_FINISH_ALL = Statement(
    update(job)
    .where(job.c.kind == bindparam("kind_"), job.c.finished_at.is_(None), job.c.key.startswith(bindparam("prefix_")))
    .values(finished_at=job.c.due_at)
)
_STUCK = Statement(
    select(job.c.id, job.c.kind, job.c.key, job.c.due_at, job.c.attempts, job.c.last_error)
    .where(job.c.finished_at.is_(None), job.c.attempts >= bindparam("attempts_"), job.c.last_error != "")
    .order_by(job.c.attempts.desc(), job.c.id).limit(bindparam("limit_"))
)
_HURRY = Statement(
    update(job).where(job.c.id == bindparam("id_"), job.c.finished_at.is_(None))
    .values(due_at=bindparam("at_"), leased_until=null())
)
_NEXT_DUE = Statement(
    select(func.min(case((job.c.leased_until > job.c.due_at, job.c.leased_until), else_=job.c.due_at)))
    .where(job.c.finished_at.is_(None))
)


class JobTable:
    """Implements ports.JobRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def add(self, kind: str, key: str, due_at: datetime, payload: Mapping[str, Any]) -> bool:
        row = {"kind": kind, "key": key, "due_at": instant(due_at), "payload": packed(dict(payload)), "attempts": 0}
        return self._driver.run(_ADD_JOB, row) == 1

    def lease(self, now: datetime, until: datetime, limit: int, key: str | None = None) -> tuple[Job, ...]:
        rows = self._driver.all(
            _LEASE, {"now_": instant(now), "until_": instant(until), "limit_": limit, "key_": key or ""}
        )
        jobs = [Job(row[0], row[1], row[2], moment(row[3]), row[4], unpacked(row[5])) for row in rows]
        return tuple(sorted(jobs, key=lambda each: (each.due_at, each.id)))

    def finish(self, job_id: int) -> None:
        self._driver.run(_FINISH, {"id_": job_id})

    def postpone(self, job_id: int, due_at: datetime, error: str) -> None:
        self._driver.run(_POSTPONE, {"id_": job_id, "due_at_": instant(due_at), "error_": error[:500]})

    def finish_all(self, kind: str, prefix: str) -> None:
        self._driver.run(_FINISH_ALL, {"kind_": kind, "prefix_": prefix})

    def stuck(self, attempts: int, limit: int) -> tuple[StuckJob, ...]:
        rows = self._driver.all(_STUCK, {"attempts_": attempts, "limit_": limit})
        return tuple(StuckJob(row[0], row[1], row[2], moment(row[3]), row[4], row[5]) for row in rows)

    def hurry(self, job_id: int, at: datetime) -> bool:
        return self._driver.run(_HURRY, {"id_": job_id, "at_": instant(at)}) == 1

    def next_due(self) -> datetime | None:
        row = self._driver.one(_NEXT_DUE)
        return moment(row[0]) if row and row[0] is not None else None


_SETTING = Statement(select(setting.c.value).where(setting.c.key == bindparam("key_")))
_PUT_SETTING = upsert(setting)


_SHOP, _SHOP_VERSION = "shop", "shop_version"


class ShopCache:
    """The shop settings last read, and their version: the text is long, and every message asks for it."""

    def __init__(self) -> None:
        self.version: str | None = None
        self.shop: Shop | None = None


class SettingTable:
    """Implements ports.SettingRows."""

    def __init__(self, driver: Driver, cache: ShopCache) -> None:
        self._driver = driver
        self._cache = cache
        self._checked: Shop | None = None

    def shop(self) -> Shop:
        if self._checked is not None:
            return self._checked
        version = self._driver.one(_SETTING, {"key_": _SHOP_VERSION})
        if version is None:
            raise LookupError("this database holds no shop")
        if self._cache.shop is None or version[0] != self._cache.version:
            row = self._driver.one(_SETTING, {"key_": _SHOP})
            assert row is not None
            self._cache.version, self._cache.shop = version[0], shop_from_json(unpacked(row[0]))
        self._checked = self._cache.shop
        return self._checked

    def get(self, key: str) -> Any | None:
        row = self._driver.one(_SETTING, {"key_": key})
        return unpacked(row[0]) if row else None

    def put(self, key: str, value: Any) -> None:
        self._driver.run(_PUT_SETTING, {"key": key, "value": packed(value)})
        if key == _SHOP:
            self._checked = None
            version = int(self.get(_SHOP_VERSION) or 0) + 1
            self._driver.run(_PUT_SETTING, {"key": _SHOP_VERSION, "value": packed(version)})
