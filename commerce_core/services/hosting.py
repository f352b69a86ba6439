"""A show from the host's side: open it, put items on sale, pin one, set its price, close it; and what room and host see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from commerce_core.domain.claims import Claim
from commerce_core.domain.ids import new_id
from commerce_core.domain.money import Money
from commerce_core.domain.product import Product, Variant
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.show import SHOW, Comment, Show, ShowItem, is_code, is_room, shown_text
from commerce_core.ports import UnitOfWork
from commerce_core.ports.live import Tally
from commerce_core.services.catalogue import price_for_money
from commerce_core.services.dispatch import handles
from commerce_core.services.live import WithdrawComment, withdraw_comment
from commerce_core.services.permission import allowed

HOSTS = "live_host"
LONGEST_TITLE = 80
_COMMENTS_SHOWN, _CLAIMS_SHOWN = 60, 200


@dataclass(frozen=True, slots=True)
class PrepareShow:
    """A show to be filled before it goes on air. A room with one already keeps it. Raises Refusal(forbidden | invalid)."""

    room: str
    title: str
    actor: str


@handles(PrepareShow)
def prepare_show(work: UnitOfWork, command: PrepareShow) -> Show:
    allowed(work, command.actor, HOSTS)
    if not is_room(command.room):
        raise Refusal("invalid", field="room")
    if (there := work.live.current(command.room)) is not None:
        return there
    title = shown_text(command.title, LONGEST_TITLE)
    if not title:
        raise Refusal("invalid", field="title")
    show = Show(new_id(), command.room, title, "draft", None, 0, 0, None, None)
    work.live.add(show)
    return show


@dataclass(frozen=True, slots=True)
class OpenShow:
    """On air: the room's prepared show, or a new one. One on air already stays as it is. Raises as PrepareShow does."""

    room: str
    title: str
    actor: str


@handles(OpenShow)
def open_show(work: UnitOfWork, command: OpenShow) -> Show:
    show = prepare_show(work, PrepareShow(command.room, command.title, command.actor))
    if show.status == "open":
        return show
    return _save(work, replace(show, status="open", started_at=work.now))


@dataclass(frozen=True, slots=True)
class CloseShow:
    """The show is over: nothing can be claimed any more; what is held keeps its time, who waits keeps their place."""

    room: str
    actor: str


@handles(CloseShow)
def close_show(work: UnitOfWork, command: CloseShow) -> Show:
    show = _hosted(work, command.room, command.actor)
    if "closed" not in SHOW[show.status]:
        raise Refusal("conflict", status=show.status)
    return _save(work, replace(show, status="closed", pinned=None, ended_at=work.now))


@dataclass(frozen=True, slots=True)
class AddShowItem:
    """Put a product (by code, id or SKU) on sale in the room; again changes its code or the SKU a bare claim takes.

    Raises Refusal(not_found) for the product, invalid for a code viewers cannot type, conflict for one that is taken.
    """

    room: str
    product: str
    actor: str
    code: str | None = None
    price: Money | None = None


@handles(AddShowItem)
def add_show_item(work: UnitOfWork, command: AddShowItem) -> ShowItem:
    show = _hosted(work, command.room, command.actor)
    found = work.catalogue.current().find(command.product)
    if found is None:
        raise Refusal("not_found", field="product", value=command.product)
    product, variant = found
    items = work.live.items(show.id)
    before = next((each for each in items.values() if each.product_id == product.id), None)
    code = (command.code or (before.code if before else product.code)).strip().upper()
    if not is_code(code):
        raise Refusal("invalid", field="code", value=code[:20])
    if (code in items and items[code] is not before) or (before is not None and code != before.code):
        raise Refusal("conflict", field="code", value=code)
    price = _checked_price(work, command.price) if command.price else before.price if before else None
    position = before.position if before else len(items)
    item = ShowItem(code, position, product.id, variant.sku if variant else before.sku if before else None, price)
    work.live.put_item(show.id, item)
    _save(work, show)
    return item


@dataclass(frozen=True, slots=True)
class PinItem:
    """What the host is showing now: a bare "+1" claims it. None takes it down. Raises Refusal(not_found)."""

    room: str
    code: str | None
    actor: str


@handles(PinItem)
def pin_item(work: UnitOfWork, command: PinItem) -> Show:
    show = _hosted(work, command.room, command.actor)
    code = command.code.strip().upper() if command.code else None
    if code is not None and code not in work.live.items(show.id):
        raise Refusal("not_found", field="code", value=code[:20])
    return _save(work, replace(show, pinned=code))


@dataclass(frozen=True, slots=True)
class SetShowPrice:
    """The show's own price of an item from now on, in the shop's currency; None goes back to the price tag.

    Who claimed before pays what they were shown, or less where the price fell before they claimed more.
    """

    room: str
    code: str
    price: Money | None
    actor: str


@handles(SetShowPrice)
def set_show_price(work: UnitOfWork, command: SetShowPrice) -> ShowItem:
    show = _hosted(work, command.room, command.actor)
    item = work.live.items(show.id).get(command.code.strip().upper())
    if item is None:
        raise Refusal("not_found", field="code", value=command.code[:20])
    item = replace(item, price=_checked_price(work, command.price) if command.price else None)
    work.live.put_item(show.id, item)
    _save(work, show)
    return item


def _hosted(work: UnitOfWork, room: str, actor: str) -> Show:
    allowed(work, actor, HOSTS)
    show = work.live.current(room)
    if show is None:
        raise Refusal("not_found", field="room", value=room[:64])
    return show


def _checked_price(work: UnitOfWork, price: Money) -> Money:
    if price.currency != work.settings.shop().currency:
        raise Refusal("invalid", field="currency")
    if price.minor <= 0:
        raise Refusal("invalid", field="price")
    return price


def _save(work: UnitOfWork, show: Show) -> Show:
    work.live.save(show)
    work.outbox.add("show_changed", show.id, {"room": show.room, "status": show.status}, work.now)
    return replace(show, version=show.version + 1)


@dataclass(frozen=True, slots=True)
class StageVariant:
    """One SKU of an item: its price now, in the viewer's currency, and units nobody holds."""

    variant: Variant
    price: Money
    left: int


@dataclass(frozen=True, slots=True)
class StageItem:
    """An item as the room sees it; `tag` is the lowest price outside the show, where the show's own is lower."""

    code: str
    product: Product
    sku: str | None
    price: Money
    tag: Money | None
    variants: tuple[StageVariant, ...]
    people: int

    @property
    def left(self) -> int:
        return sum(each.left for each in self.variants)


@dataclass(frozen=True, slots=True)
class RoomView:
    """What everybody in a room may see. `show` is the newest one, None where there never was one."""

    show: Show | None
    items: tuple[StageItem, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class ShowRoom:
    """The public view of a room, prices in a currency; comments newest last, withdrawn ones without their words."""

    room: str
    currency: str | None = None
    comments: int = _COMMENTS_SHOWN


@handles(ShowRoom)
def show_room(work: UnitOfWork, query: ShowRoom) -> RoomView:
    show = work.live.current(query.room) or work.live.last(query.room)
    if show is None:
        return RoomView(None, (), ())
    comments = work.live.comments(show.id, query.comments) if query.comments else ()
    public = tuple(replace(each, text="", name="") if each.withdrawn else each for each in comments)
    return RoomView(show, _stage(work, show, query.currency or work.settings.shop().currency), public)


def _stage(work: UnitOfWork, show: Show, currency: str) -> tuple[StageItem, ...]:
    catalogue = work.catalogue.current()
    items = [(item, catalogue.by_id[item.product_id]) for item in work.live.items(show.id).values() if item.product_id in catalogue.by_id]
    shelves = work.live.shelves(sorted({variant.sku for _, product in items for variant in product.variants}))
    found = []
    for item, product in items:
        variants = tuple(
            StageVariant(each, price_for_money(work, item.price_of(each), currency), shelves[each.sku].free)
            for each in product.variants if each.sku in shelves
        )
        price = min((each.price for each in variants), key=lambda each: each.minor)
        tag = price_for_money(work, product.from_price, currency)
        found.append(StageItem(
            item.code, product, item.sku, price, tag if tag.minor > price.minor else None, variants,
            sum(shelves[each.variant.sku].people for each in variants),
        ))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class OnSale:
    """What comments in a room can claim now: (codes, pinned code); None where no show is on air."""

    room: str


@handles(OnSale)
def on_sale(work: UnitOfWork, query: OnSale) -> tuple[tuple[str, ...], str | None] | None:
    show = work.live.current(query.room)
    if show is None or show.status != "open":
        return None
    return tuple(work.live.items(show.id)), show.pinned


@dataclass(frozen=True, slots=True)
class RoomOf:
    """The rooms of shows that are not over, by show id."""


@handles(RoomOf)
def room_of(work: UnitOfWork, query: RoomOf) -> Mapping[str, str]:
    return {show.id: show.room for show in work.live.rooms()}


@dataclass(frozen=True, slots=True)
class BoardView:
    """A show as its host sees it: the stage, the whole comments, open claims newest first, and sums per SKU."""

    show: Show | None
    items: tuple[StageItem, ...]
    comments: tuple[Comment, ...]
    claims: tuple[Claim, ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class ShowBoard:
    """The host's view of a room. Raises Refusal(forbidden)."""

    room: str
    actor: str


@handles(ShowBoard)
def show_board(work: UnitOfWork, query: ShowBoard) -> BoardView:
    allowed(work, query.actor, HOSTS, "support")
    show = work.live.current(query.room) or work.live.last(query.room)
    if show is None:
        return BoardView(None, (), (), (), ())
    return BoardView(
        show, _stage(work, show, work.settings.shop().currency), work.live.comments(show.id, _COMMENTS_SHOWN),
        work.live.all_claims(show.id, _CLAIMS_SHOWN), work.live.tally(show.id),
    )


@dataclass(frozen=True, slots=True)
class OpenRooms:
    """Shows that are prepared or on air, by room. Raises Refusal(forbidden)."""

    actor: str


@handles(OpenRooms)
def open_rooms(work: UnitOfWork, query: OpenRooms) -> tuple[Show, ...]:
    allowed(work, query.actor, HOSTS, "support")
    return work.live.rooms()


@dataclass(frozen=True, slots=True)
class HideComment:
    """The host takes a comment out of the room; what it claimed is given back. Idempotent. Raises Refusal(not_found)."""

    room: str
    number: int
    actor: str


@handles(HideComment)
def hide_comment(work: UnitOfWork, command: HideComment) -> bool:
    show = _hosted(work, command.room, command.actor)
    key = work.live.key_of(show.id, command.number)
    if key is None:
        raise Refusal("not_found", field="comment", value=command.number)
    return withdraw_comment(work, WithdrawComment(command.room, key))
