"""`tradewind show`: a live show run from the terminal: start, put on sale, pin, price, close."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bots.runtime.commands.opening import failed, opened
from commerce_core.domain.money import BadAmount, Money
from commerce_core.domain.refusals import Refusal
from commerce_core.services.administration import ShowShop
from commerce_core.services.hosting import AddShowItem, CloseShow, OpenShow, PinItem, SetShowPrice, ShowRoom

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)
Room = Annotated[str, typer.Option(help="Name of the room, as in its address /room/NAME.")]
As = Annotated[str | None, typer.Option("--as", help="Member of staff who hosts. Default: the first console login.")]
Data = Annotated[str | None, typer.Option(help="Folder of the shop.")]


@app.callback()
def show() -> None:
    """A live show in a room: what viewers claim is held for them in the order they came."""


@app.command()
def start(
    title: Annotated[str, typer.Argument(help="What the room calls the show.")] = "Live",
    items: Annotated[list[str] | None, typer.Option("--item", help="PRODUCT or PRODUCT=PRICE, by code, SKU or id; may be repeated.")] = None,
    room: Room = "main", host: As = None, data: Data = None,
) -> None:
    """Go on air, or put more items on sale in the show that is. The first item of a new show is pinned."""
    with opened(data) as house:
        actor, currency = host or house.settings.console_user, house.core.ask(ShowShop()).currency
        _do(house.core, OpenShow(room, title, actor))
        for given in items or []:
            product, _, price = given.partition("=")
            item = _do(house.core, AddShowItem(room, product, actor, price=_money(price, currency) if price else None))
            if house.core.ask(ShowRoom(room, comments=0)).show.pinned is None:
                _do(house.core, PinItem(room, item.code, actor))
        _print(house.core, room)


@app.command()
def pin(
    code: Annotated[str, typer.Argument(help="Code of the item that the host shows now; `none` takes it down.")],
    room: Room = "main", host: As = None, data: Data = None,
) -> None:
    """Show an item on stage: a bare "+1" claims it."""
    with opened(data) as house:
        _do(house.core, PinItem(room, None if code == "none" else code, host or house.settings.console_user))
        _print(house.core, room)


@app.command()
def price(
    code: Annotated[str, typer.Argument(help="Code of the item.")],
    amount: Annotated[str, typer.Argument(help="Price in the shop's currency, such as 24.00; `none` goes back to the price tag.")],
    room: Room = "main", host: As = None, data: Data = None,
) -> None:
    """Set an item's price in the show, from now on."""
    with opened(data) as house:
        money = None if amount == "none" else _money(amount, house.core.ask(ShowShop()).currency)
        _do(house.core, SetShowPrice(room, code, money, host or house.settings.console_user))
        _print(house.core, room)


@app.command()
def close(room: Room = "main", host: As = None, data: Data = None) -> None:
    """End the show: nothing can be claimed any more; what is held keeps its time."""
    with opened(data) as house:
        _do(house.core, CloseShow(room, host or house.settings.console_user))
        _print(house.core, room)


def _do(core: Any, command: object) -> Any:
    try:
        return core.do(command)
    except Refusal as refused:
        field = refused.data.get("field")
        reason = {"forbidden": "this member of staff may not host (see --as)", "not_found": f"{field}: nothing by that name"}
        raise failed(reason.get(refused.code, f"{field or ''}: {refused.code}".lstrip(": "))) from None


def _money(text: str, currency: str) -> Money:
    try:
        return Money.parse(text, currency)
    except BadAmount as bad:
        raise failed(f"price: {bad}", 2) from None


def _print(core: Any, room: str) -> None:
    view = core.ask(ShowRoom(room, comments=0))
    typer.echo(f"{view.show.title} · room {room} · {view.show.status}")
    for item in view.items:
        pinned = "*" if item.code == view.show.pinned else " "
        typer.echo(f" {pinned} {item.code:6} {item.price.text:>9} {item.price.currency}  {item.left:>5} left  {item.product.title('en')}")
