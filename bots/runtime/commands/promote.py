"""`tradewind promote`: write a promotion, look at whom it reaches, send it, hold it, see how far it is."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from bots.runtime.commands.opening import shop_of
from commerce_core.domain.promotion import Progress
from commerce_core.domain.roles import COMMAND_LINE
from commerce_core.services.promotions import (
    DraftPromotion,
    DryRun,
    PausePromotion,
    SendPromotion,
    ShowPromotion,
    ShowPromotions,
)

app = typer.Typer(help="Promotions to those who asked for them.", no_args_is_help=True)
Data = Annotated[str | None, typer.Option("--data", help="Folder of the shop.")]
Actor = Annotated[str | None, typer.Option("--as", help="Member of staff who does it; whoever works on this machine by default.")]
Json = Annotated[bool, typer.Option("--json", help="For programs.")]
Id = Annotated[str, typer.Argument(help="The promotion, as `draft` or `status` names it.")]


@app.command()
def draft(
    text: Annotated[list[str], typer.Option(help="LANGUAGE=TEXT, once per language: en='Tea week'.")],
    product: Annotated[str | None, typer.Option(help="Code or SKU of a product to show.")] = None,
    actor: Actor = None, data: Data = None, as_json: Json = False,
) -> None:
    """Write a promotion; nothing is sent."""
    texts = dict(_pair(each) for each in text)
    with shop_of(data) as house:
        promotion = house.core.do(DraftPromotion(actor or COMMAND_LINE, texts, product))
        typer.echo(json.dumps({"promotion": promotion.id}) if as_json else promotion.id)


@app.command("dry-run")
def dry_run(promotion: Id, actor: Actor = None, data: Data = None, as_json: Json = False) -> None:
    """Whom it would reach, and how long that takes at the platforms' rates."""
    with shop_of(data) as house:
        found = house.core.ask(DryRun(actor or COMMAND_LINE, promotion))
        value = {
            "people": found.people, "seconds": found.seconds, "reached": found.reached, "not_asked_for": found.not_asked_for,
            "without_own_language": found.without_own_language,
        }
        if as_json:
            typer.echo(json.dumps(value))
            return
        typer.echo(f"{found.people} people, about {found.seconds} seconds; {found.not_asked_for} never asked for offers.")
        for channel, languages in found.reached.items():
            typer.echo(f"  {channel}: " + ", ".join(f"{language} {count}" for language, count in languages.items()))
        for language, count in found.without_own_language.items():
            typer.echo(f"  no text in {language}: {count} read it in English or the first language")


@app.command()
def send(promotion: Id, actor: Actor = None, data: Data = None, as_json: Json = False) -> None:
    """Begin sending, or go on; the running shop (or `tradewind serve`) does the work."""
    _change(SendPromotion, promotion, actor, data, as_json)


@app.command()
def pause(promotion: Id, actor: Actor = None, data: Data = None, as_json: Json = False) -> None:
    """Send no more for now."""
    _change(PausePromotion, promotion, actor, data, as_json)


@app.command()
def status(
    promotion: Annotated[str | None, typer.Argument(help="One promotion; all of the newest without it.")] = None,
    actor: Actor = None, data: Data = None, as_json: Json = False,
) -> None:
    """How far the newest promotions are."""
    with shop_of(data) as house:
        who = actor or COMMAND_LINE
        found = [house.core.ask(ShowPromotion(who, promotion))] if promotion else house.core.ask(ShowPromotions(who))
        if as_json:
            typer.echo(json.dumps([_plain(each) for each in found]))
            return
        for each in found:
            counts = ", ".join(f"{name} {count}" for name, count in each.counts.items()) or "nothing sent"
            typer.echo(f"{each.promotion.id}  {each.promotion.status:8} {counts}")


def _change(command: type, promotion: str, actor: str | None, data: str | None, as_json: bool) -> None:
    with shop_of(data) as house:
        who = actor or COMMAND_LINE
        house.core.do(command(who, promotion))
        found = house.core.ask(ShowPromotion(who, promotion))
        typer.echo(json.dumps(_plain(found)) if as_json else f"{found.promotion.id}  {found.promotion.status}")


def _plain(found: Progress) -> dict[str, Any]:
    each = found.promotion
    return {"promotion": each.id, "status": each.status, "product": each.product, "texts": dict(each.texts), "counts": dict(found.counts)}


def _pair(text: str) -> tuple[str, str]:
    language, sign, words = text.partition("=")
    if not sign or not language or not words:
        raise typer.BadParameter(f"{text!r} is not LANGUAGE=TEXT", param_hint="--text")
    return language, words


