"""A whole purchase in Spanish by words alone, to Brazil: a state, a tax number, duty and a state's own tax."""

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


def test_a_purchase_to_brazil() -> None:
    with a_house() as house:
        sent = told(house)
        chat = Chat(house, locale="es-MX")
        chat.play(
            ("hola", says("¡Hola!", "Tradewind Harbour"), speaks("es"), goes_to("MX", "guess"), priced_in("MXN")),
            ("¿qué tienen?", offers(*["browse"] * 10), says("Cocina y té")),
            ("busco una lámpara naranja por menos de 60 dólares", shows("mushroom-lamp"), says("naranja", "$570.78")),
            ("¿qué me recomiendas para mi mamá?", says("Ideas bonitas para regalar:", "Ideal para regalar")),
            ("el segundo", shows("ceramic-mugs"), says("¿cuál prefieres?", "azul", "blanco", "verde")),
            ("los verdes", cart(B1_GREEN=1), says("Agregado a tu carrito: 1 × Juego de 2 tazas de cerámica (verde).")),
            ("mejor que sean tres", cart(B1_GREEN=3), says("3 artículos: $1,145.01")),
            ("¿cuánto cuesta con envío a Brasil?", asks("region", "country_area"), goes_to("BR", "likely"), priced_in("BRL"),
             says("En Brasil, el impuesto depende de la región.")),
            ("São Paulo", asks(None), says("Aranceles: R$326.98 (estimado)", "Impuesto de importación (IVA): R$214.14"),
             total(125965, "BRL"), speaks("es")),
            ("¿por qué?", says("Aranceles: los cobra el país de destino", "718.53 × 60% - USD 20.00 = R$326.98", "br-prc")),
            ("quiero pagar", asks("address", "name"), says("¿A nombre de quién va el paquete?")),
            ("João da Silva", asks("address", "street_address")),
            ("Rua Augusta 1200", asks("address", "city")),
            ("São Paulo", asks("address", "country_area")),
            ("Sao Paulo", asks("address", "postal_code")),
            ("01305100", asks("tax_id", "CPF"), says("La aduana de Brasil pide")),
            ("529.982.247-26", asks("tax_id", "CPF"), refused("invalid", "tax_id"), never_says("529")),
            ("529.982.247-25", asks(None), says("¿Cómo prefieres que te lo enviemos?"), speaks("es")),
            ("por correo", says("Esa forma de envío no está disponible aquí.", "¿Cómo prefieres"), offers("why", "why", "shipping"),
             refused("region_restricted", "option"), cart(B1_GREEN=3)),
            ("mensajería", order("placed", "none", "none"), cart()),
            (do("pay", method="sandbox", outcome="decline"), order("placed", "failed", "none"), refused("payment_declined"),
             says("El pago fue rechazado.")),
            ("sí", order("confirmed", "captured", "none"), says("¡Gracias! Recibimos tu pago")),
            ("¿dónde está mi pedido?", says("Pagado, en preparación")),
            (Wait(timedelta(days=40)),),
            ("¿dónde está mi paquete?", says("Entregado · São Paulo"), order("completed", "captured", "delivered")),
        )
        assert [answer["replies"][0]["blocks"][0]["text"].split(" TW-")[0] for _, answer in sent] == [
            "¡Buenas noticias! El pedido", "El pedido",
        ]
        assert stock_is_conserved(house)


def test_another_order_is_cancelled_and_refunded() -> None:
    with a_house() as house:
        chat = Chat(house, locale="es-ES")
        chat.play(
            ("quiero dos champús sólidos", shows("rosemary-shampoo-bar")),
            ("dame dos", cart(E4=2)),
            ("envíalo a España", goes_to("ES", "known"), priced_in("EUR")),
            ("pagar", asks("address", "name")),
            ("Ana Núñez", asks("address", "street_address")),
            ("Calle Mayor 5, 2º B", asks("address", "postal_code")),
            ("28013", asks("address", "city")),
            ("Madrid", asks("address", "country_area"), says("provincia")),
            ("Madrid", says("¿Cómo prefieres")),
            ("mensajería", order("placed", "none", "none")),
            ("sí, pagar", order("confirmed", "captured", "none")),
            ("cancela mi pedido", order("cancelled", "refunded", "none"), says("Cancelado y reembolsado")),
        )
        assert stock_is_conserved(house)
