"""A whole purchase in English by words alone, from Hong Kong to Germany: the import scheme takes the tax at checkout."""

from __future__ import annotations

from datetime import timedelta

from tests.dialogue.purchase import (
    Chat,
    Wait,
    asks,
    cart,
    do,
    goes_to,
    never_says,
    offers,
    order,
    priced_in,
    refused,
    says,
    shows,
    speaks,
    total,
)
from tests.shop_in_memory import a_house, stock_is_conserved, told


def test_a_purchase_to_germany() -> None:
    with a_house() as house:
        sent = told(house)
        chat = Chat(house, locale="en-US")
        chat.play(
            ("Hi there", says("Hello! Welcome to Tradewind Harbour."), speaks("en"), goes_to("US", "guess"), priced_in("USD")),
            ("what do you sell?", offers(*["browse"] * 10), says("Kitchen & tea", "Stationery, books & toys")),
            ("show me blue mugs under 40 dollars", shows("ceramic-mugs"), says("One match for “mugs”:", "$22.00", "blue")),
            ("what's popular?", shows("ceramic-mugs", "cotton-tee", "travel-chess", "kids-camera", "power-bank"),
             says("Bestseller in United States", "Popular in United States", "There are 35 more.")),
            ("the second one", shows("cotton-tee"), says("Which Heavyweight Cotton T-Shirt would you like?", "white · S")),
            ("blue please, size L", cart(A1_BLUE_L=1), says("Added: 1 × Heavyweight Cotton T-Shirt (blue · L).")),
            ("how much is it to Germany?", says("To your door in Germany:", "Import tax (VAT or GST): 3,78 €", "Total to your door: 23,70 €",
             "Or Express courier (3–6 days): 33,99 €"), total(2370, "EUR"), goes_to("DE", "known"), priced_in("EUR")),
            ("why?", says("Import tax: the same tax you would pay on a purchase at home", "19,92 × 19% = 3,78 €",
             "Collected by us", "You pay it now", "eu-ioss-2021")),
            ("make it three", cart(A1_BLUE_L=3), says("3 × Heavyweight Cotton T-Shirt (blue · L) · 48,48 €")),
            ("checkout", asks("address", "name"), says("Delivery to Germany. I only need the address", "What name should be on the parcel?")),
            ("Anna Schmidt", asks("address", "street_address"), says("Street and number?")),
            ("what is the total?", asks("address", "street_address"), says("3 items, 48,48 €", "Street and number?")),
            ("Hauptstraße 5", asks("address", "postal_code"), says("Postal code? For example")),
            ("1011", asks("address", "postal_code"), refused("invalid", "postal_code"), says("That doesn’t look right.", "Postal code?")),
            ("10115", asks("address", "city"), says("Which town or city?")),
            ("Berlin", asks(None), says("How should it travel?"), offers("why", "shipping", "shipping"), total(6847, "EUR")),
            ("the cheapest one", says("To pay now: 68,47 €", "Your items are reserved until 2 Mar, 10:30 (UTC)."),
             order("placed", "none", "none"), cart(), offers("why", "pay")),
            (do("pay", method="sandbox", outcome="decline"), order("placed", "failed", "none"), refused("payment_declined"),
             says("The payment was declined. Nothing was charged and your items stay reserved.")),
            ("yes", order("confirmed", "captured", "none"), says("Thank you! Your payment has arrived", "Total: 68,47 €"), refused(None)),
            ("where is my order?", says("Paid, being prepared"), order("confirmed", "captured", "none")),
            (Wait(timedelta(days=4)),),
            ("where is my parcel?", says("On its way", "Left the country of dispatch · Hong Kong"),
             order("confirmed", "captured", "handed_over"), never_says("Delivered")),
            (Wait(timedelta(days=20)),),
            ("track my order", says("Delivered · Berlin", "Cleared through customs · Germany"),
             order("completed", "captured", "delivered"), offers("track", "return")),
        )
        code = chat.says("where is my order?").state["order"]["code"]
        assert [answer["replies"][0]["blocks"][0]["text"] for _, answer in sent] == [
            f"Good news: order {code} is on its way.", f"Order {code} has been delivered. Enjoy it!",
        ]
        assert {topic for topic, _ in sent} == {"console:main:ana"}
        assert stock_is_conserved(house)


def test_another_order_is_cancelled_and_refunded() -> None:
    with a_house() as house:
        sent = told(house)
        chat = Chat(house, locale="en-GB")
        chat.play(
            ("I want two of the shampoo bar", cart(E4=2), says("Added: 2 × Rosemary Shampoo Bar.")),
            ("checkout", says("Which country should it go to?"), asks(None)),
            ("to the UK", asks("address", "name"), goes_to("GB", "known"), priced_in("GBP")),
            ("cancel", asks(None), says("All right, we’ll leave that for now. Your basket is kept."), cart(E4=2)),
            ("checkout", asks("address", "name")),
            ("Ada Lovelace", asks("address", "street_address")),
            ("12 St James's Square", asks("address", "city")),
            ("London", asks("address", "postal_code")),
            ("sw1y 4jh", says("How should it travel?")),
            ("express", order("placed", "none", "none")),
            ("yes", order("confirmed", "captured", "none")),
            ("cancel my order please", order("cancelled", "refunded", "none"), says("Cancelled and refunded")),
            ("cancel my order please", order("cancelled", "refunded", "none")),
            (Wait(timedelta(hours=1)),),
            ("how do I pay?", says("This is a demo shop")),
        )
        [(_, refund)] = sent
        assert refund["replies"][0]["blocks"][0]["text"].startswith("We have sent you a refund for order TW-")
        assert stock_is_conserved(house)
