"""`tradewind orders list|show|export|ship|refund`: the shop's own orders without a browser."""

from __future__ import annotations

import csv
import json
import sys
from typing import Annotated, Any, TextIO

import typer

from bots.runtime.commands.opening import failed, shop_of
from bots.runtime.house import House
from commerce_core.domain.ids import new_id
from commerce_core.domain.money import BadAmount, Money
from commerce_core.domain.order import Order
from commerce_core.domain.roles import COMMAND_LINE
from commerce_core.ports import OrderSummary
from commerce_core.services.fulfilment import ShipOrder
from commerce_core.services.insight import ListOrders, OrderView, ShowOrder
from commerce_core.services.paying import RefundOrder

Data = Annotated[str | None, typer.Option("--data", help="Folder of the shop.")]
Json = Annotated[bool, typer.Option("--json", help="For programs.")]
Code = Annotated[str, typer.Argument(help="The order's code, such as TW-7K3M9QX2-4.")]
_MOST = 100_000
_HEADER = (
    "code", "placed_at", "channel", "country", "order", "payment", "fulfilment", "currency", "total", "refunded", "line",
    "sku", "title", "quantity", "unit_price",
)
# What a spreadsheet would take for a formula (OWASP: CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def register(app: typer.Typer) -> None:
    """Add the commands of the order book to `tradewind orders`."""
    app.command("list")(list_)
    app.command("show")(show)
    app.command("export")(export)
    app.command("ship")(ship)
    app.command("refund")(refund)


def list_(
    text: Annotated[str, typer.Argument(help="A code, a country or a channel; nothing for all.")] = "",
    status: Annotated[str | None, typer.Option(help="Any status of order, payment or fulfilment, such as captured.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=_MOST, help="At most so many, newest first.")] = 50,
    data: Data = None, as_json: Json = False,
) -> None:
    """The newest orders."""
    with shop_of(data) as house:
        found: tuple[OrderSummary, ...] = house.core.ask(ListOrders(COMMAND_LINE, text, status, limit))
        if as_json:
            typer.echo(json.dumps([_summary(each) for each in found]))
            return
        for each in found:
            total = f"{each.total.text} {each.total.currency}"
            typer.echo(
                f"{each.code}  {each.placed_at:%Y-%m-%d %H:%M}  {each.channel:9} {each.country}  {each.order:10} "
                f"{each.payment:15} {each.fulfilment:12} {total:>14}"
            )
        if not found:
            typer.echo("No order matches.")


def show(code: Code, data: Data = None, as_json: Json = False) -> None:
    """One order with its lines, charges, events and parcel."""
    with shop_of(data) as house:
        view: OrderView = house.core.ask(ShowOrder(COMMAND_LINE, code.strip().upper()))
        value = _whole(view)
        if as_json:
            typer.echo(json.dumps(value, ensure_ascii=False))
            return
        order = view.order
        typer.echo(f"{order.code}  {order.order} / {order.payment} / {order.fulfilment}  {order.channel} {order.country}")
        for line in value["lines"]:
            typer.echo(f"  {line['quantity']} x {line['title']} ({line['sku']})  {line['unit_price']}")
        for charge in order.quote["charges"]:
            typer.echo(f"  {charge['kind']}: {charge['amount'] or 'not known'} ({charge['rule']}, {charge['due']})")
        typer.echo(f"  total {order.total.text} {order.total.currency}, refunded {order.refunded.text}")
        for event in value["events"]:
            typer.echo(f"  {event['at']}  {event['type']}")
        for step in value["parcel"]:
            typer.echo(f"  {step['at']}  {step['status']}  {step['place']}")


def export(data: Data = None) -> None:
    """Every order line as CSV on standard output; no cell can act as a formula in a spreadsheet."""
    with shop_of(data) as house:
        write_orders(house, sys.stdout)


def ship(code: Code, data: Data = None) -> None:
    """Mark a paid order as packed; the running shop books the carrier."""
    with shop_of(data) as house:
        order: Order = house.core.do(ShipOrder(code.strip().upper(), COMMAND_LINE))
        typer.echo(f"{order.code}  {order.fulfilment}")


def refund(
    code: Code,
    amount: Annotated[str | None, typer.Option(help="In the order's currency, such as 12.50; everything without it.")] = None,
    key: Annotated[str | None, typer.Option(help="The same key refunds once, however often it is given.")] = None,
    reason: Annotated[str, typer.Option(help="Kept with the order.")] = "",
    data: Data = None,
) -> None:
    """Pay a part or all of an order back."""
    with shop_of(data) as house:
        view: OrderView = house.core.ask(ShowOrder(COMMAND_LINE, code.strip().upper()))
        try:
            money = Money.parse(amount, view.order.total.currency) if amount is not None else None
        except BadAmount as bad:
            raise failed(f"--amount: {bad}", 2) from None
        order: Order = house.core.do(RefundOrder(view.order.code, money, COMMAND_LINE, key or new_id(), reason))
        typer.echo(f"{order.code}  {order.payment}  refunded {order.refunded.text} {order.refunded.currency}")


def write_orders(house: House, target: TextIO) -> None:
    """A row per order line, newest order first."""
    rows = csv.writer(target, lineterminator="\n")
    rows.writerow(_HEADER)
    for summary in house.core.ask(ListOrders(COMMAND_LINE, limit=_MOST)):
        order: Order = house.core.ask(ShowOrder(COMMAND_LINE, summary.code)).order
        for line in order.lines:
            rows.writerow([harmless(cell) for cell in (
                order.code, f"{order.placed_at:%Y-%m-%dT%H:%M:%SZ}", order.channel, order.country, order.order,
                order.payment, order.fulfilment, order.total.currency, order.total.text, order.refunded.text,
                str(line.number), line.sku, line.title, str(line.quantity), line.unit.text,
            )])


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what would begin one."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _summary(each: OrderSummary) -> dict[str, Any]:
    return {
        "code": each.code, "placed_at": f"{each.placed_at:%Y-%m-%dT%H:%M:%SZ}", "channel": each.channel,
        "country": each.country, "order": each.order, "payment": each.payment, "fulfilment": each.fulfilment,
        "total": each.total.as_json(), "units": each.units,
    }


def _whole(view: OrderView) -> dict[str, Any]:
    order = view.order
    return {
        "code": order.code, "order": order.order, "payment": order.payment, "fulfilment": order.fulfilment,
        "channel": order.channel, "country": order.country, "total": order.total.as_json(),
        "refunded": order.refunded.as_json(), "shipping": order.shipping_option, "incoterm": order.incoterm,
        "lines": [
            {"line": each.number, "sku": each.sku, "title": each.title, "quantity": each.quantity, "unit_price": each.unit.text}
            for each in order.lines
        ],
        "quote": dict(order.quote),
        "events": [{"at": f"{each.at:%Y-%m-%dT%H:%M:%SZ}", "type": each.type, "data": dict(each.data)} for each in view.events],
        "parcel": [
            {"at": f"{step.at:%Y-%m-%dT%H:%M:%SZ}", "status": step.status, "place": step.place}
            for step in (view.shipment.events if view.shipment else ())
        ],
    }
