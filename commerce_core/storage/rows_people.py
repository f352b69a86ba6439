"""Rows of who buys: buyers, what identifies them (sealed), chat memory, baskets, coupons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from commerce_core.domain.buyer import Address, Buyer, Place
from commerce_core.domain.money import Money
from commerce_core.ports import BasketLine, Coupon, Seal
from commerce_core.storage.codec import instant, moment, packed, unpacked
from commerce_core.storage.statements import Driver, Statement, insert, upsert
from commerce_core.storage.tables import basket_coupon, basket_line, buyer, buyer_secret, chat_memory, coupon

BUYER_COLUMNS = (
    buyer.c.id, buyer.c.channel, buyer.c.account, buyer.c.handle, buyer.c.language, buyer.c.currency, buyer.c.home,
    buyer.c.home_status, buyer.c.destination, buyer.c.destination_status, buyer.c.region, buyer.c.subscribed,
)
_FIND_BUYER = Statement(
    select(*BUYER_COLUMNS).where(
        buyer.c.channel == bindparam("channel_"), buyer.c.account == bindparam("account_"),
        buyer.c.handle == bindparam("handle_"),
    )
)
_GET_BUYER = Statement(select(*BUYER_COLUMNS).where(buyer.c.id == bindparam("id_")))
_ADD_BUYER = insert(buyer)
_UPDATED = ("language", "currency", "home", "home_status", "destination", "destination_status", "region", "subscribed")
_UPDATE_BUYER = Statement(
    update(buyer).where(buyer.c.id == bindparam("id_")).values({name: bindparam(f"{name}_") for name in _UPDATED})
)
_SECRET = Statement(
    select(buyer_secret.c.sealed).where(
        buyer_secret.c.buyer_id == bindparam("buyer_id_"), buyer_secret.c.kind == bindparam("kind_")
    )
)
_PUT_SECRET = upsert(buyer_secret)
_DROP_SECRET = Statement(
    delete(buyer_secret).where(
        buyer_secret.c.buyer_id == bindparam("buyer_id_"), buyer_secret.c.kind == bindparam("kind_")
    )
)


class BuyerTable:
    """Implements ports.BuyerRows; addresses and tax ids lie encrypted, bound to their buyer."""

    def __init__(self, driver: Driver, seal: Seal) -> None:
        self._driver = driver
        self._seal = seal

    def find(self, channel: str, account: str, handle: str) -> Buyer | None:
        row = self._driver.one(_FIND_BUYER, {"channel_": channel, "account_": account, "handle_": handle})
        return buyer_of(row) if row else None

    def get(self, buyer_id: str) -> Buyer:
        row = self._driver.one(_GET_BUYER, {"id_": buyer_id})
        if row is None:
            raise LookupError(f"no buyer {buyer_id}")
        return buyer_of(row)

    def add(self, buyer: Buyer, at: datetime) -> None:
        row = _changing(buyer) | {
            "id": buyer.id, "channel": buyer.channel, "account": buyer.account, "handle": buyer.handle,
            "created_at": instant(at),
        }
        self._driver.run(_ADD_BUYER, row)

    def update(self, buyer: Buyer) -> None:
        self._driver.run(_UPDATE_BUYER, {f"{name}_": value for name, value in _changing(buyer).items()} | {"id_": buyer.id})

    def address(self, buyer_id: str) -> Address | None:
        text = self._secret(buyer_id, "address")
        return Address.of(unpacked(text)) if text else None

    def put_address(self, buyer_id: str, address: Address | None) -> None:
        self._put(buyer_id, "address", packed(address.as_json()) if address else None)

    def tax_id(self, buyer_id: str) -> tuple[str, str] | None:
        text = self._secret(buyer_id, "tax_id")
        return tuple(unpacked(text)) if text else None

    def put_tax_id(self, buyer_id: str, kind: str, value: str) -> None:
        self._put(buyer_id, "tax_id", packed([kind, value]))

    def _secret(self, buyer_id: str, kind: str) -> bytes | None:
        row = self._driver.one(_SECRET, {"buyer_id_": buyer_id, "kind_": kind})
        return self._seal.open(row[0], buyer_id) if row else None

    def _put(self, buyer_id: str, kind: str, text: str | None) -> None:
        if text is None:
            self._driver.run(_DROP_SECRET, {"buyer_id_": buyer_id, "kind_": kind})
        else:
            sealed = self._seal.close(text.encode(), buyer_id)
            self._driver.run(_PUT_SECRET, {"buyer_id": buyer_id, "kind": kind, "sealed": sealed})


def buyer_of(row: Any) -> Buyer:
    """A buyer from a row of BUYER_COLUMNS."""
    return Buyer(
        id=row[0], channel=row[1], account=row[2], handle=row[3], language=row[4], currency=row[5],
        home=Place(row[6], row[7]), destination=Place(row[8], row[9]), region=row[10], subscribed=bool(row[11]),
    )


def _changing(each: Buyer) -> dict[str, Any]:
    return {
        "language": each.language, "currency": each.currency, "home": each.home.code, "home_status": each.home.status,
        "destination": each.destination.code, "destination_status": each.destination.status, "region": each.region,
        "subscribed": int(each.subscribed),
    }


_LOAD_MEMORY = Statement(select(chat_memory.c.data).where(chat_memory.c.chat == bindparam("chat_")))
_SAVE_MEMORY = upsert(chat_memory)


class MemoryTable:
    """Implements ports.MemoryRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def load(self, chat: str) -> bytes | None:
        row = self._driver.one(_LOAD_MEMORY, {"chat_": chat})
        return bytes(row[0]) if row else None

    def save(self, chat: str, buyer_id: str, data: bytes, at: datetime) -> None:
        self._driver.run(_SAVE_MEMORY, {"chat": chat, "buyer_id": buyer_id, "data": data, "updated_at": instant(at)})


_LINES = Statement(
    select(basket_line.c.number, basket_line.c.sku, basket_line.c.quantity)
    .where(basket_line.c.buyer_id == bindparam("buyer_id_")).order_by(basket_line.c.number)
)
_ADD_LINE = insert(basket_line)
_SET_LINE = Statement(
    update(basket_line).where(basket_line.c.buyer_id == bindparam("buyer_id_"), basket_line.c.sku == bindparam("sku_"))
    .values(quantity=bindparam("quantity_"))
)
_LAST_LINE = Statement(
    select(func.coalesce(func.max(basket_line.c.number), 0)).where(basket_line.c.buyer_id == bindparam("buyer_id_"))
)
_DROP_LINE = Statement(
    delete(basket_line).where(basket_line.c.buyer_id == bindparam("buyer_id_"), basket_line.c.sku == bindparam("sku_"))
)
_CLEAR = Statement(delete(basket_line).where(basket_line.c.buyer_id == bindparam("buyer_id_")))
_COUPON_OF = Statement(select(basket_coupon.c.code).where(basket_coupon.c.buyer_id == bindparam("buyer_id_")))
_PUT_COUPON_OF = upsert(basket_coupon)
_DROP_COUPON_OF = Statement(delete(basket_coupon).where(basket_coupon.c.buyer_id == bindparam("buyer_id_")))


class BasketTable:
    """Implements ports.BasketRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def lines(self, buyer_id: str) -> tuple[BasketLine, ...]:
        return tuple(BasketLine(*row) for row in self._driver.all(_LINES, {"buyer_id_": buyer_id}))

    def put(self, buyer_id: str, sku: str, quantity: int) -> None:
        if quantity == 0:
            self._driver.run(_DROP_LINE, {"buyer_id_": buyer_id, "sku_": sku})
        elif self._driver.run(_SET_LINE, {"buyer_id_": buyer_id, "sku_": sku, "quantity_": quantity}) == 0:
            row = self._driver.one(_LAST_LINE, {"buyer_id_": buyer_id})
            number = (row[0] if row else 0) + 1
            self._driver.run(_ADD_LINE, {"buyer_id": buyer_id, "number": number, "sku": sku, "quantity": quantity})

    def clear(self, buyer_id: str) -> None:
        self._driver.run(_CLEAR, {"buyer_id_": buyer_id})
        self._driver.run(_DROP_COUPON_OF, {"buyer_id_": buyer_id})

    def coupon(self, buyer_id: str) -> str | None:
        row = self._driver.one(_COUPON_OF, {"buyer_id_": buyer_id})
        return row[0] if row else None

    def set_coupon(self, buyer_id: str, code: str | None) -> None:
        if code is None:
            self._driver.run(_DROP_COUPON_OF, {"buyer_id_": buyer_id})
        else:
            self._driver.run(_PUT_COUPON_OF, {"buyer_id": buyer_id, "code": code})


_COUPON = Statement(select(*coupon.columns).where(coupon.c.code == bindparam("code_")))
_PUT_COUPON = upsert(coupon)


class CouponTable:
    """Implements ports.CouponRows."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def get(self, code: str) -> Coupon | None:
        row = self._driver.one(_COUPON, {"code_": code.upper()})
        if row is None:
            return None
        name, percent, amount, currency, funded_by, valid_from, valid_until, minimum = row
        return Coupon(
            name, percent, None if amount is None else Money(amount, currency), funded_by, moment(valid_from),
            moment(valid_until), None if minimum is None else Money(minimum, currency),
        )

    def put(self, coupon: Coupon) -> None:
        money = coupon.amount or coupon.minimum
        self._driver.run(_PUT_COUPON, {
            "code": coupon.code.upper(), "percent": coupon.percent,
            "amount": coupon.amount.minor if coupon.amount else None, "currency": money.currency if money else None,
            "funded_by": coupon.funded_by, "valid_from": instant(coupon.valid_from),
            "valid_until": instant(coupon.valid_until), "minimum": coupon.minimum.minor if coupon.minimum else None,
        })
