"""A whole purchase by verbs alone, as a program makes it: through the house, and through the command line's JSON lines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.dialogue.purchase import (
    Chat,
    Wait,
    asks,
    cart,
    do,
    goes_to,
    offers,
    order,
    priced_in,
    refused,
    says,
    shows,
    total,
)
from tests.shop_in_memory import a_house, stock_is_conserved

ADDRESS = {
    "name": "Grace Hopper", "street_address": "1 Main Street", "city": "Springfield", "country_area": "IL", "postal_code": "62704",
    "phone": "+1 217 555 0100",
}


def test_a_purchase_to_the_united_states() -> None:
    with a_house() as house:
        Chat(house).play(
            (do("start"), says("Welcome to Tradewind Harbour"), goes_to(None, "ask"), priced_in("USD")),
            (do("browse"), offers(*["browse"] * 10)),
            (do("browse", category="kitchen"), shows("longjing-tea", "ceramic-mugs", "moka-pot", "picnic-bowls", "steel-lunch-box")),
            (do("page", n=2), shows("double-wall-glasses", "gongfu-tea-set", "chef-knife", "masala-dabba", "azulejo-cups")),
            (do("search", text="tea", price_max="20"), shows("longjing-tea")),
            (do("show", product="chef-knife"), shows("chef-knife")),
            (do("quote", sku="B4"), says("Which country should it go to?")),
            (do("set_country", country="US"), goes_to("US", "known"), says("To your door in United States"), total(6970, "USD")),
            (do("why", charge=0), says("Customs duty: the destination country charges it")),
            (do("why", charge="duty"), says("Customs duty: the destination country charges it")),
            (do("why", charge=7), refused("not_found", "charge")),
            (do("add", sku="B4", quantity=1), cart(B4=1)),
            (do("add", sku="B2", quantity=2), cart(B4=1, B2=2)),
            (do("set_quantity", line=2, quantity=3), cart(B4=1, B2=3)),
            (do("remove", line=2), cart(B4=1)),
            (do("coupon", code="nothing"), refused("coupon_invalid")),
            (do("basket"), cart(B4=1), says("1 × Chef's Knife, 20 cm")),
            (do("checkout"), asks("address", "name")),
            (do("address", **ADDRESS), asks(None), offers("why", "shipping", "shipping")),
            (do("shipping", option="courier"), says("Would you rather pay everything now?"), offers("incoterm", "incoterm")),
            (do("incoterm", value="DAP"), order("placed", "none", "none"), offers("why", "why", "why", "pay")),
            (do("shipping", option="courier"), order("placed", "none", "none"), offers("pay"), refused(None)),
            (do("pay", method="sandbox", outcome="decline"), order("placed", "failed", "none"), refused("payment_declined")),
            (do("pay", method="sandbox", outcome="success"), order("confirmed", "captured", "none"), refused(None)),
            (do("order"), says("Paid, being prepared")),
            (Wait(timedelta(days=12)),),
            (do("track"), says("Delivered · Springfield"), order("completed", "captured", "delivered")),
            (do("return"), says("noted your return"), refused(None)),
            (do("rate", stars=5), says("Thank you for your rating!")),
        )
        assert stock_is_conserved(house)


def test_verbs_may_come_early() -> None:
    """What is sent before it is asked for is kept: the way of shipping and the terms before the address."""
    with a_house() as house:
        chat = Chat(house)
        chat.play(
            (do("add", sku="A7", quantity=1), cart(A7=1)),
            (do("set_country", country="ae"), goes_to("AE", "known")),
            (do("incoterm", value="ddp"), asks("address", "name")),
            (do("shipping", option="courier"), asks("address", "name")),
            (do("address", street_address="Sheikh Zayed Road 12", country_area="Dubai"), asks("address", "name")),
            (do("address", name="Fatima"), order("placed", "none", "none")),
        )
        placed = chat.says("order").state["order"]
        assert placed["total"]["currency"] == "AED"


def test_what_is_known_is_not_asked_again() -> None:
    with a_house() as house:
        Chat(house).play(
            (do("set_country", country="BR"),),
            (do("tax_id", value="529.982.247-25"), says("kept the number")),
            (do("address", name="João", street_address="Rua 1", city="São Paulo", country_area="SP", postal_code="01305100"),
             says("kept the address"), asks(None)),
            (do("add", sku="E4"), cart(E4=1)),
            (do("checkout"), offers("why", "why", "shipping", "shipping")),
            (do("shipping", option="post"), order("placed", "none", "none")),
            (do("pay", method="sandbox"), order("confirmed", "captured", "none")),
            (do("add", sku="E4"),),
            (do("checkout"), offers("why", "why", "shipping", "shipping")),
            (do("set_country", country="GB"), goes_to("GB", "known"), asks(None)),
            (do("checkout"), asks("address", "name")),
        )


def lines(*turns: dict[str, Any]) -> str:
    return "\n".join(json.dumps({"buyer": "ana", **turn}) for turn in turns) + "\n"


def at(day: int, **turn: Any) -> dict[str, Any]:
    return {"at": f"2026-03-{day:02}T10:00:00Z", **turn}


def verb(verb: str, /, **args: Any) -> dict[str, Any]:
    return {"action": {"verb": verb, "args": args}}


def test_the_same_through_the_command_line(tmp_path: Path) -> None:
    """`tradewind chat --jsonl --clock input`: one reply a line, bad lines answered in their place, exit status 2 at the end."""
    turns = [
        at(2, **verb("set_country", country="US")), at(2, **verb("add", sku="B4", quantity=1)), at(2, **verb("address", **ADDRESS)),
        at(2, **verb("shipping", option="post")), at(2, **verb("pay", method="sandbox")), at(25, **verb("track")),
    ]
    given = lines(*turns[:2]) + "not json\n" + json.dumps({"text": "no buyer"}) + "\n\n" + lines(*turns[2:])
    command = [sys.executable, "-m", "bots.runtime.cli", "chat", "--jsonl", "--clock", "input"]
    environment = os.environ | {"TRADEWIND_DATA_DIR": str(tmp_path / "no shop here")}
    done = subprocess.run(command, check=False, input=given, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60)
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (2, "")
    assert [reply.get("id") for reply in replies] == ["1", "2", None, None, "6", "7", "8", "9"]
    assert replies[2] == {"error": {"code": "bad_request", "field": "", "message": "the line is not a JSON object"}}
    assert replies[3] == {"error": {"code": "bad_request", "field": "buyer", "message": "buyer is 1 to 200 characters"}}
    statuses = [reply["state"]["order"] and [reply["state"]["order"][name] for name in ("order", "payment", "fulfilment")]
                for reply in (replies[5], replies[6], replies[7])]
    assert statuses == [["placed", "none", "none"], ["confirmed", "captured", "none"], ["completed", "captured", "delivered"]]
    assert not (tmp_path / "no shop here").exists()
