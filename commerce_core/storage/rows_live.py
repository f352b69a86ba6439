"""Rows of the live room: shows, their items and comments, and claims with their holds, in statements over whole batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import JSON, BindParameter, Integer, and_, bindparam, cast, func, null, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.sql.expression import Select

from commerce_core.domain.claims import Claim, Shelf
from commerce_core.domain.money import Money
from commerce_core.domain.show import Comment, Show, ShowItem
from commerce_core.ports import StorageFailed
from commerce_core.ports.live import NewComment, Tally
from commerce_core.storage.codec import instant, moment, packed, unpacked
from commerce_core.storage.statements import Driver, Statement, insert, upsert, upsert_on
from commerce_core.storage.tables import claim, comment, hold, show, show_item, stock


def _given(name: str, dialect: str) -> Select[Any]:
    """The texts of a JSON array given as one parameter, so that a batch of any size is one prepared statement."""
    if dialect == "sqlite":
        return select(func.json_each(bindparam(name)).table_valued("value").c.value)
    texts = func.json_array_elements_text(cast(bindparam(name), JSON)).column_valued("value")
    return select(texts)


def _array(texts: Iterable[str]) -> str:
    return orjson.dumps(list(texts)).decode()


_SHOW_COLUMNS = (
    show.c.id, show.c.room, show.c.title, show.c.status, show.c.pinned, show.c.comments, show.c.version,
    show.c.started_at, show.c.ended_at,
)
_CURRENT = Statement(select(*_SHOW_COLUMNS).where(show.c.room == bindparam("room_"), show.c.status != "closed"))
_LAST = Statement(select(*_SHOW_COLUMNS).where(show.c.room == bindparam("room_")).order_by(show.c.id.desc()).limit(1))
_ROOMS = Statement(select(*_SHOW_COLUMNS).where(show.c.status != "closed").order_by(show.c.room))
_ADD_SHOW = insert(show)
_SAVE_SHOW = Statement(
    update(show).where(show.c.id == bindparam("id_")).values(
        {name: bindparam(f"{name}_") for name in ("title", "status", "pinned", "started_at", "ended_at")}
        | {"version": show.c.version + 1}
    )
)
_MORE: BindParameter[int] = bindparam("more_", type_=Integer())
_COUNT = Statement(
    update(show).where(show.c.id == bindparam("id_")).values(comments=show.c.comments + _MORE).returning(show.c.comments)
)
_ITEMS = Statement(
    select(show_item.c.code, show_item.c.position, show_item.c.product_id, show_item.c.sku, show_item.c.price, show_item.c.currency)
    .where(show_item.c.show_id == bindparam("show_id_")).order_by(show_item.c.position)
)
_PUT_ITEM = upsert(show_item)
_SEEN = Statement(
    lambda dialect: select(comment.c.key, comment.c.outcome)
    .where(comment.c.show_id == bindparam("show_id_"), comment.c.key.in_(_given("keys_", dialect)))
)
_ADD_COMMENTS = insert(comment, "show_id", "number", "key", "buyer_id", "name", "text", "language", "at", "outcome")
_COMMENTS = Statement(
    select(
        comment.c.number, comment.c.name, comment.c.text, comment.c.at, comment.c.withdrawn, comment.c.outcome,
        comment.c.language,
    ).where(comment.c.show_id == bindparam("show_id_")).order_by(comment.c.number.desc()).limit(bindparam("limit_"))
)
_WITHDRAW = Statement(
    update(comment)
    .where(
        comment.c.show_id == bindparam("show_id_"), comment.c.key == bindparam("key_"), comment.c.withdrawn.is_(None)
    )
    .values(withdrawn=bindparam("how_"), withdrawn_at=bindparam("at_")).returning(comment.c.number)
)
_KEY_OF = Statement(
    select(comment.c.key).where(comment.c.show_id == bindparam("show_id_"), comment.c.number == bindparam("number_"))
)
_CLAIM_COLUMNS = (
    claim.c.show_id, claim.c.buyer_id, claim.c.sku, claim.c.code, claim.c.name, claim.c.price, claim.c.currency,
    claim.c.hold_minutes, claim.c.held, claim.c.waiting, claim.c.number, claim.c.said, claim.c.since, claim.c.id,
    hold.c.ends_at,
)
_CLAIMS = select(*_CLAIM_COLUMNS).select_from(
    claim.outerjoin(hold, and_(hold.c.claim_id == claim.c.id, hold.c.ended.is_(None)))
)
_CLAIMS_OF = Statement(
    lambda dialect: _CLAIMS.where(
        claim.c.status == "open", claim.c.buyer_id.in_(_given("buyers_", dialect)), claim.c.show_id == bindparam("show_id_")
    )
)
_OPEN_CLAIMS = Statement(
    _CLAIMS.where(claim.c.status == "open", claim.c.buyer_id == bindparam("buyer_id_")).order_by(claim.c.id)
)
_ALL_CLAIMS = Statement(
    _CLAIMS.where(claim.c.status == "open", claim.c.show_id == bindparam("show_id_"))
    .order_by(claim.c.said.desc()).limit(bindparam("limit_"))
)
_CLAIM = Statement(
    _CLAIMS.where(
        claim.c.show_id == bindparam("show_id_"), claim.c.buyer_id == bindparam("buyer_id_"), claim.c.sku == bindparam("sku_")
    )
)
_DUE = Statement(
    _CLAIMS.where(hold.c.ends_at <= bindparam("now_"), claim.c.status == "open")
    .order_by(hold.c.ends_at, claim.c.id).limit(bindparam("limit_"))
)
_QUEUE = Statement(
    _CLAIMS.where(claim.c.sku == bindparam("sku_"), claim.c.waiting > 0).order_by(claim.c.since, claim.c.number)
)


def _shelves(dialect: str) -> Any:
    """Free units per SKU; in SKU order, so that two shows on PostgreSQL never lock each other out."""
    found = select(stock.c.sku, stock.c.available).where(stock.c.sku.in_(_given("skus_", dialect))).order_by(stock.c.sku)
    return found.with_for_update() if dialect == "postgresql" else found


_SHELVES = Statement(_shelves)
_PEOPLE = Statement(
    lambda dialect: select(claim.c.sku, func.count()).where(claim.c.waiting > 0, claim.c.sku.in_(_given("skus_", dialect)))
    .group_by(claim.c.sku)
)
_WRITTEN = ("code", "name", "price", "currency", "hold_minutes", "held", "waiting", "number", "said", "since", "status")
_PUT_CLAIM = upsert_on(claim, ("show_id", "buyer_id", "sku"), ("show_id", "buyer_id", "sku", *_WRITTEN))
_ADD_HOLD = Statement(
    plain_insert(hold).from_select(
        ["claim_id", "sku", "quantity", "ends_at"],
        select(
            claim.c.id, claim.c.sku, bindparam("quantity_", type_=Integer()).label("quantity"),
            bindparam("ends_at_", type_=Integer()).label("ends_at"),
        ).where(
            claim.c.show_id == bindparam("show_id_"), claim.c.buyer_id == bindparam("buyer_id_"), claim.c.sku == bindparam("sku_")
        ),
    )
)
_CHANGE_HOLD = Statement(
    update(hold).where(hold.c.claim_id == bindparam("claim_id_"), hold.c.ended.is_(None))
    .values(quantity=bindparam("quantity_"), ends_at=bindparam("ends_at_"))
)
_END_HOLD = Statement(
    update(hold).where(hold.c.claim_id == bindparam("claim_id_"), hold.c.ended.is_(None)).values(ended="released")
)
_UNITS: BindParameter[int] = bindparam("units", type_=Integer())
_MOVE = Statement(
    update(stock).where(stock.c.sku == bindparam("sku_"), stock.c.available >= _UNITS)
    .values(available=stock.c.available - _UNITS, held=stock.c.held + _UNITS)
)
_PASS = Statement(
    update(hold)
    .where(hold.c.claim_id == bindparam("claim_id_"), hold.c.ended.is_(None), hold.c.quantity == _UNITS)
    .values(claim_id=null(), order_id=bindparam("order_id_"), ends_at=bindparam("ends_at_"))
)
_TALLY = Statement(
    select(
        claim.c.sku, func.sum(claim.c.held), func.sum(claim.c.waiting),
        func.count().filter(claim.c.waiting > 0),
    ).where(claim.c.show_id == bindparam("show_id_"), claim.c.status == "open").group_by(claim.c.sku)
)


class LiveTable:
    """Implements ports.LiveRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def current(self, room: str) -> Show | None:
        row = self._driver.one(_CURRENT, {"room_": room})
        return _show(row) if row else None

    def last(self, room: str) -> Show | None:
        row = self._driver.one(_LAST, {"room_": room})
        return _show(row) if row else None

    def rooms(self) -> tuple[Show, ...]:
        return tuple(_show(row) for row in self._driver.all(_ROOMS))

    def add(self, show: Show) -> None:
        self._driver.run(_ADD_SHOW, {
            "id": show.id, "room": show.room, "title": show.title, "status": show.status, "pinned": show.pinned,
            "comments": show.comments, "version": show.version, "started_at": _instant(show.started_at),
            "ended_at": _instant(show.ended_at),
        })

    def save(self, show: Show) -> None:
        self._driver.run(_SAVE_SHOW, {
            "id_": show.id, "title_": show.title, "status_": show.status, "pinned_": show.pinned,
            "started_at_": _instant(show.started_at), "ended_at_": _instant(show.ended_at),
        })

    def count_comments(self, show_id: str, more: int) -> int:
        row = self._driver.one(_COUNT, {"id_": show_id, "more_": more})
        assert row is not None
        return int(row[0]) - more

    def items(self, show_id: str) -> Mapping[str, ShowItem]:
        rows = self._driver.all(_ITEMS, {"show_id_": show_id})
        return {
            row[0]: ShowItem(row[0], row[1], row[2], row[3], None if row[4] is None else Money(row[4], row[5])) for row in rows
        }

    def put_item(self, show_id: str, item: ShowItem) -> None:
        self._driver.run(_PUT_ITEM, {
            "show_id": show_id, "code": item.code, "position": item.position, "product_id": item.product_id, "sku": item.sku,
            "price": item.price.minor if item.price else None, "currency": item.price.currency if item.price else None,
        })

    def seen(self, show_id: str, keys: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        rows = self._driver.all(_SEEN, {"show_id_": show_id, "keys_": _array(keys)})
        return {row[0]: unpacked(row[1]) for row in rows}

    def add_comments(self, show_id: str, comments: Sequence[NewComment]) -> None:
        self._driver.many(_ADD_COMMENTS, [
            {
                "show_id": show_id, "number": each.number, "key": each.key, "buyer_id": each.buyer_id, "name": each.name,
                "text": each.text, "language": each.language, "at": instant(each.at), "outcome": packed(dict(each.outcome)),
            }
            for each in comments
        ])

    def comments(self, show_id: str, limit: int) -> tuple[Comment, ...]:
        rows = self._driver.all(_COMMENTS, {"show_id_": show_id, "limit_": limit})
        return tuple(
            Comment(row[0], row[1], row[2], moment(row[3]), row[4], unpacked(row[5]), row[6]) for row in reversed(rows)
        )

    def withdraw(self, show_id: str, key: str, how: str, at: datetime) -> int | None:
        row = self._driver.one(_WITHDRAW, {"show_id_": show_id, "key_": key, "how_": how, "at_": instant(at)})
        return int(row[0]) if row else None

    def key_of(self, show_id: str, number: int) -> str | None:
        row = self._driver.one(_KEY_OF, {"show_id_": show_id, "number_": number})
        return str(row[0]) if row else None

    def claims_of(self, show_id: str, buyer_ids: Sequence[str]) -> tuple[Claim, ...]:
        rows = self._driver.all(_CLAIMS_OF, {"show_id_": show_id, "buyers_": _array(buyer_ids)})
        return tuple(map(_claim, rows))

    def open_claims(self, buyer_id: str) -> tuple[Claim, ...]:
        return tuple(map(_claim, self._driver.all(_OPEN_CLAIMS, {"buyer_id_": buyer_id})))

    def all_claims(self, show_id: str, limit: int) -> tuple[Claim, ...]:
        return tuple(map(_claim, self._driver.all(_ALL_CLAIMS, {"show_id_": show_id, "limit_": limit})))

    def claim(self, show_id: str, buyer_id: str, sku: str) -> Claim | None:
        row = self._driver.one(_CLAIM, {"show_id_": show_id, "buyer_id_": buyer_id, "sku_": sku})
        return _claim(row) if row else None

    def due(self, now: datetime, limit: int) -> tuple[Claim, ...]:
        return tuple(map(_claim, self._driver.all(_DUE, {"now_": instant(now), "limit_": limit})))

    def shelves(self, skus: Iterable[str]) -> dict[str, Shelf]:
        wanted = _array(skus)
        found = {row[0]: Shelf(row[1]) for row in self._driver.all(_SHELVES, {"skus_": wanted})}
        for sku, people in self._driver.all(_PEOPLE, {"skus_": wanted}):
            found[sku].people = people
        return found

    def queue(self, sku: str) -> tuple[Claim, ...]:
        return tuple(map(_claim, self._driver.all(_QUEUE, {"sku_": sku})))

    def write(self, claims: Iterable[Claim], ended: str) -> None:
        changed = list(claims)
        self._driver.many(_PUT_CLAIM, [_claim_row(each, ended) for each in changed])
        was = [(each, *each.stored) for each in changed]
        self._driver.many(_ADD_HOLD, [
            {"show_id_": each.show_id, "buyer_id_": each.buyer_id, "sku_": each.sku} | _hold_row(each)
            for each, held, _ in was if each.held and not held
        ])
        self._driver.many(_CHANGE_HOLD, [
            {"claim_id_": each.id} | _hold_row(each)
            for each, held, until in was if each.held and held and (held, until) != (each.held, each.ends_at)
        ])
        self._driver.many(_END_HOLD, [{"claim_id_": each.id} for each, held, _ in was if held and not each.held])
        for each in changed:
            each.stored = (each.held, each.ends_at)

    def move_stock(self, taken: Mapping[str, int]) -> None:
        for sku in sorted(taken):
            if taken[sku] and self._driver.run(_MOVE, {"sku_": sku, "units": taken[sku]}) != 1:
                raise StorageFailed(f"{sku}: another writer took units of this batch")

    def pass_hold(self, claim: Claim, order_id: str, units: int, ends_at: datetime) -> bool:
        values = {"claim_id_": claim.id, "order_id_": order_id, "units": units, "ends_at_": instant(ends_at)}
        return self._driver.run(_PASS, values) == 1

    def tally(self, show_id: str) -> tuple[Tally, ...]:
        return tuple(Tally(*row) for row in self._driver.all(_TALLY, {"show_id_": show_id}))


def _show(row: Any) -> Show:
    return Show(row[0], row[1], row[2], row[3], row[4], row[5], row[6], _moment(row[7]), _moment(row[8]))


def _claim(row: Any) -> Claim:
    ends_at = _moment(row[14])
    return Claim(
        show_id=row[0], buyer_id=row[1], sku=row[2], code=row[3], name=row[4], price=Money(row[5], row[6]), hold_minutes=row[7],
        held=row[8], waiting=row[9], number=row[10], said=row[11], since=_moment(row[12]), ends_at=ends_at, id=row[13],
        stored=(row[8], ends_at),
    )


def _claim_row(each: Claim, ended: str) -> dict[str, Any]:
    return {
        "show_id": each.show_id, "buyer_id": each.buyer_id, "sku": each.sku, "code": each.code, "name": each.name,
        "price": each.price.minor, "currency": each.price.currency, "hold_minutes": each.hold_minutes, "held": each.held,
        "waiting": each.waiting, "number": each.number, "said": each.said, "since": _instant(each.since),
        "status": "open" if each.held or each.waiting else ended,
    }


def _hold_row(each: Claim) -> dict[str, Any]:
    assert each.ends_at is not None
    return {"quantity_": each.held, "ends_at_": instant(each.ends_at)}


def _moment(stored: int | None) -> datetime | None:
    return None if stored is None else moment(stored)


def _instant(at: datetime | None) -> int | None:
    return None if at is None else instant(at)
