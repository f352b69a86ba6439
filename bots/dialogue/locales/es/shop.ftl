# Greeting, finding, product cards

greeting = ¡Hola! Te damos la bienvenida a { $shop }. Cuéntame en tu idioma qué estás buscando: lo encuentro, te digo el precio final con aranceles e impuestos y te lo envío hasta tu puerta.
help =
    Puedes escribirme cosas como estas:
    • «Muéstrame un vestido rojo por menos de 50 euros»
    • «Algo para mi mamá»
    • «¿Cuánto cuesta con envío a México?»
    • «Quiero dos del segundo»
    • «¿Por qué cobran aranceles?»
    • «¿Dónde está mi pedido?»
only-english = Entiendo tu idioma, pero por ahora respondo en inglés.
welcome = ¡Con mucho gusto! ¿Te ayudo con algo más?
goodbye = ¡Hasta pronto y gracias por la visita! Aquí estoy cuando me necesites.
affirm-what = ¡Perfecto! ¿Qué te gustaría hacer?
deny = No hay problema. ¿Qué te gustaría ver?
form-left = De acuerdo, lo dejamos por ahora. Tu carrito queda guardado.
human = Ya avisé a nuestro equipo. Una persona te responderá aquí lo antes posible.
about-us = Soy el asistente de la tienda, un programa. Cuando quieras te paso con una persona.
fixed-prices = Nuestros precios son fijos, iguales para todos. Si tienes un código de descuento, escríbelo aquí.
complaint = Lamento mucho lo que pasó. ¿Prefieres hablar con una persona o que revisemos primero tu pedido?
out-of-scope = Con eso no puedo ayudarte, lo siento. Lo que sí puedo es buscarte un producto, decirte cuánto cuesta puesto en tu casa o revisar tu pedido.
payment-methods = Esta es una tienda de demostración: el pago es de prueba y no se mueve dinero real. Siempre ves el total antes de pagar y no se cobra nada hasta que lo confirmes.
subscribed = ¡Listo! De vez en cuando te contaré de nuestras ofertas. Si ya no las quieres, escribe BAJA o STOP.
unsubscribed = Listo, ya no te enviaremos ofertas.
promotion-stop = Recibes este mensaje porque pediste nuestras ofertas.

shelves = Esto es lo que tenemos. ¿Por dónde empezamos?
found = { $count ->
    [one] Encontré un resultado para «{ $text }»:
   *[other] Encontré { $count } resultados para «{ $text }»:
}
found-plain = { $count ->
    [one] Encontré un producto para ti:
   *[other] Encontré { $count } productos para ti:
}
found-nearest = No hay nada que cumpla con todo, pero esto se acerca a «{ $text }»:
found-nothing = No tengo nada para «{ $text }». ¿Quizás te guste algo de esto?
found-nothing-plain = No encontré nada con esas características. ¿Quizás te guste algo de esto?
recommend-market = Lo que más gusta en { $country }:
recommend-world = Nuestros favoritos del momento:
recommend-gift = Ideas bonitas para regalar:
reason-first = El más vendido en { $country }
reason-market = Popular en { $country }
reason-world = Popular en todo el mundo
reason-gift = Ideal para regalar
more = Hay más para ver:
no-more = Eso es todo lo que hay.
more-there = { $count ->
    [one] Queda uno más por ver.
   *[other] Quedan { $count } más por ver.
}
which-one = ¿A cuál de estos te refieres?
choose-variant = { $product }: ¿cuál prefieres?
price-from = desde { $price }
option-color = Colores: { $values }
option-size = Tallas o medidas: { $values }
stock-left = { $count ->
    [one] Queda solo una unidad
   *[other] Quedan solo { $count } unidades
}
stock-none = Agotado

color-black = negro
color-white = blanco
color-grey = gris
color-red = rojo
color-blue = azul
color-green = verde
color-yellow = amarillo
color-orange = naranja
color-pink = rosa
color-purple = morado
color-brown = marrón
color-beige = beige
color-gold = dorado
color-silver = plateado

# Buttons
button-recommend = Lo más popular
button-browse = Ver todo
button-help = Ayuda
button-more = Ver más
button-add = Agregar al carrito
button-choose = Elegir
button-door-price = Precio final a casa
button-checkout = Finalizar compra
button-basket = Ver carrito
button-keep-shopping = Seguir mirando
button-remove = Quitar: { $product }
button-why = ¿Por qué?
button-pay = Pagar
button-pay-amount = Pagar { $amount }
button-pay-again = Reintentar
button-ddp = Pagar todo ahora: { $total }
button-ddp-partly = Pagar impuestos ahora: { $total }
button-dap = Ahora { $now }, resto al recibir
button-track = Rastrear paquete
button-cancel-order = Cancelar pedido
button-change-address = Cambiar dirección
button-return = Devolver
button-human = Hablar con alguien
button-unsubscribe = No más ofertas
