"""Rows of promotions: what is sent, to whom, and what became of each message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal, null, select, update
from sqlalchemy import insert as plain_insert

from commerce_core.domain.promotion import Promotion
from commerce_core.storage.codec import instant, moment, packed, unpacked
from commerce_core.storage.statements import Driver, Statement, insert
from commerce_core.storage.tables import buyer, promotion, promotion_delivery

_COLUMNS = (
    promotion.c.id, promotion.c.texts, promotion.c.product, promotion.c.status, promotion.c.runs, promotion.c.created_by,
    promotion.c.created_at,
)
_ADD = insert(promotion)
_GET = Statement(select(*_COLUMNS).where(promotion.c.id == bindparam("id_")))
_LIST = Statement(select(*_COLUMNS).order_by(promotion.c.created_at.desc(), promotion.c.id.desc()).limit(bindparam("limit_")))
_SAVE = Statement(
    update(promotion).where(promotion.c.id == bindparam("id_"))
    .values(texts=bindparam("texts_"), product=bindparam("product_"), status=bindparam("status_"), runs=bindparam("runs_"))
)
_AUDIENCE = Statement(
    select(buyer.c.channel, buyer.c.language, buyer.c.subscribed, func.count())
    .group_by(buyer.c.channel, buyer.c.language, buyer.c.subscribed)
)
_QUEUE = Statement(
    plain_insert(promotion_delivery).from_select(
        ["promotion_id", "buyer_id", "channel", "status", "at"],
        select(bindparam("id_"), buyer.c.id, buyer.c.channel, literal("queued"), null())
        .where(buyer.c.subscribed == 1, buyer.c.channel == bindparam("channel_")),
    )
)
_NEXT = Statement(
    select(promotion_delivery.c.buyer_id, buyer.c.subscribed)
    .join(buyer, buyer.c.id == promotion_delivery.c.buyer_id)
    .where(
        promotion_delivery.c.promotion_id == bindparam("id_"), promotion_delivery.c.channel == bindparam("channel_"),
        promotion_delivery.c.status == "queued",
    )
    .order_by(promotion_delivery.c.buyer_id).limit(bindparam("limit_"))
)
_SETTLE = Statement(
    update(promotion_delivery)
    .where(promotion_delivery.c.promotion_id == bindparam("id_"), promotion_delivery.c.buyer_id == bindparam("buyer_id_"))
    .values(status=bindparam("status_"), at=bindparam("at_"))
)
_LOST = Statement(
    update(promotion_delivery)
    .where(
        promotion_delivery.c.promotion_id == bindparam("id_"), promotion_delivery.c.channel == bindparam("channel_"),
        promotion_delivery.c.status == "sending", promotion_delivery.c.at < bindparam("before_"),
    )
    .values(status="unknown")
)
_COUNTS = Statement(
    select(promotion_delivery.c.status, func.count()).where(promotion_delivery.c.promotion_id == bindparam("id_"))
    .group_by(promotion_delivery.c.status).order_by(promotion_delivery.c.status)
)


class PromotionTable:
    """Implements ports_market.PromotionRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def add(self, each: Promotion) -> None:
        self._driver.run(_ADD, {
            "id": each.id, "texts": packed(dict(each.texts)), "product": each.product, "status": each.status,
            "runs": each.runs, "created_by": each.created_by, "created_at": instant(each.created_at),
        })

    def get(self, promotion_id: str) -> Promotion | None:
        row = self._driver.one(_GET, {"id_": promotion_id})
        return _promotion(row) if row else None

    def newest(self, limit: int) -> tuple[Promotion, ...]:
        return tuple(_promotion(row) for row in self._driver.all(_LIST, {"limit_": limit}))

    def save(self, each: Promotion) -> None:
        self._driver.run(_SAVE, {
            "id_": each.id, "texts_": packed(dict(each.texts)), "product_": each.product, "status_": each.status,
            "runs_": each.runs,
        })

    def audience(self) -> tuple[tuple[str, str, bool, int], ...]:
        return tuple((row[0], row[1], bool(row[2]), int(row[3])) for row in self._driver.all(_AUDIENCE))

    def queue(self, promotion_id: str, channel: str) -> int:
        return self._driver.run(_QUEUE, {"id_": promotion_id, "channel_": channel})

    def next_queued(self, promotion_id: str, channel: str, limit: int) -> Sequence[tuple[str, bool]]:
        rows = self._driver.all(_NEXT, {"id_": promotion_id, "channel_": channel, "limit_": limit})
        return tuple((row[0], bool(row[1])) for row in rows)

    def settle(self, promotion_id: str, buyer_id: str, status: str, at: datetime) -> None:
        self._driver.run(_SETTLE, {"id_": promotion_id, "buyer_id_": buyer_id, "status_": status, "at_": instant(at)})

    def give_up_lost(self, promotion_id: str, channel: str, before: datetime) -> None:
        self._driver.run(_LOST, {"id_": promotion_id, "channel_": channel, "before_": instant(before)})

    def counts(self, promotion_id: str) -> dict[str, int]:
        return {row[0]: int(row[1]) for row in self._driver.all(_COUNTS, {"id_": promotion_id})}


def _promotion(row: Any) -> Promotion:
    return Promotion(row[0], unpacked(row[1]), row[2], row[3], int(row[4]), row[5], moment(row[6]))
