# Basket, country, receipt, checkout, orders

added = Agregado a tu carrito: { $quantity } × { $product }.
basket = Tu carrito:
basket-empty = Tu carrito está vacío. ¿Te muestro algo bonito?
basket-total = { $count ->
    [one] Un artículo: { $total }, sin contar envío, aranceles ni impuestos.
   *[other] { $count } artículos: { $total }, sin contar envío, aranceles ni impuestos.
}
coupon-applied = Cupón { $code }: { $amount } de descuento.

ask-country = ¿A qué país lo enviamos? Así te digo el precio final hasta tu puerta.
country-set = Envío a { $country }. Moneda de los precios: { $currency }.
currency-set = Listo. Ahora ves los precios en esta moneda: { $currency }.
which-currency = ¿En qué moneda prefieres ver los precios?
which-language = ¿En qué idioma prefieres que hablemos?
language-set = ¡Claro que sí! Sigamos en español.
ask-region = En { $country }, el impuesto depende de la región. ¿A qué estado o provincia lo enviamos?
region-set = Gracias, ya lo anoté.
ships-to = Sí, hacemos envíos a { $country }:
ships-way = • { $way }: desde { $price }, { $days }

door-price = Precio final en tu puerta, con envío a { $country }:
other-way = Otra opción: { $way }, { $days }, por { $total }
days = de { $shortest } a { $longest } días
line-discount = Descuento
line-total = Total hasta tu puerta
total-plus-unknown = { $total } más cargos por confirmar en la entrega
amount-unknown = aún no se sabe
amount-estimate = { $amount } (estimado)
charge-duty = Aranceles
charge-import-vat = Impuesto de importación (IVA)
charge-excise = Impuesto especial
charge-levy = Tasa por paquete pequeño
charge-carrier-fee = Gestión aduanera
charge-customs-fee = Tasa de aduana
charge-rated = { $charge } ({ $rate })
charge-on-delivery = { $charge }, al recibir

why-nothing = Primero pídeme el precio final hasta tu puerta. Después te explico cada cargo.
why-no-charges = Este envío a { $country } no paga aranceles ni impuesto de importación.
why-duty = Aranceles: los cobra el país de destino por los productos hechos en el extranjero, según el tipo de producto y dónde se fabricó.
why-import-vat = Impuesto de importación: es el mismo que pagarías al comprar en tu país, y se cobra porque el producto viene de fuera.
why-excise = Impuesto especial: se suma en ciertos productos, como el alcohol o el tabaco.
why-levy = Tasa por paquete pequeño: un monto fijo que cobra el país de destino por los paquetes pequeños.
why-carrier-fee = Gestión aduanera: el transportista paga por ti en la aduana y cobra una comisión por hacerlo.
why-customs-fee = Tasa de aduana: lo que cobra la aduana por procesar el paquete.
why-arithmetic = Así se calcula: { $formula } = { $amount }.
why-local = En la moneda del país de destino: { $amount }.
why-unknown = El monto depende de algo que todavía nadie sabe, así que prefiero no inventar una cifra.
why-who = Quién lo cobra: { $who }.
collector-seller = nosotros, y se lo entregamos a la autoridad fiscal
collector-carrier = el transportista
collector-customs = la aduana
why-due-checkout = Lo pagas ahora; al recibir el paquete no pagas nada más por esto.
why-due-delivery = Lo pagas cuando llegue el paquete.
why-rule = Regla: { $rule }, vigente al { $date } (fuente: { $source }).
why-estimate = Es una estimación: la aduana tiene la última palabra.
source-general = conocimiento general, sin confirmar con un documento

address-intro = Envío a { $country }. Solo me falta la dirección; si quieres parar, escribe «cancelar».
address-kept = Gracias, ya guardé la dirección.
ask-field-name = ¿A nombre de quién va el paquete?
ask-field-street-address = ¿Calle y número?
ask-field-city = ¿En qué ciudad o localidad?
ask-field-city-area = ¿En qué barrio, colonia o distrito?
ask-field-country-area = ¿En qué estado o provincia?
ask-field-postal-code = ¿Cuál es el código postal? Por ejemplo: { $example }
ask-field-phone = ¿Me das un teléfono para el transportista?
ask-field-email = ¿Me das un correo electrónico?
ask-field-company-name = ¿Nombre de la empresa?
ask-field-sorting-code = ¿Código de clasificación postal?
ask-area-state = ¿En qué estado?
ask-area-province = ¿En qué provincia?
ask-area-emirate = ¿En qué emirato?
ask-area-prefecture = ¿En qué prefectura?
ask-area-department = ¿En qué departamento?
ask-area-area = ¿En qué zona?
ask-area-district = ¿En qué distrito?
ask-area-island = ¿En qué isla?
ask-area-oblast = ¿En qué región (óblast)?
ask-area-do_si = ¿En qué provincia o ciudad?
ask-area-parish = ¿En qué parroquia?
ask-area-county = ¿En qué condado?
ask-tax-id = La aduana de { $country } pide un número de identificación de quien recibe el paquete: { $kind }. Por ejemplo: { $example }. Lo guardamos cifrado y solo lo usamos para esto.
tax-id-passport = número de pasaporte
tax-id-ric = número del documento de identidad chino
tax-id-pccc = código aduanero personal (PCCC)
tax-id-kept = Gracias, ya guardé el número.
ask-shipping = ¿Cómo prefieres que te lo enviemos?
way = { $way }, { $days }: { $total }
ask-terms = Hay cargos que se pagan en la entrega. ¿Prefieres pagar todo ahora?
order-title = Pedido { $code }
invoice-total = A pagar ahora: { $due }
invoice-total-later = A pagar ahora: { $due }. Aparte, en la entrega pagas lo que indica el detalle.
invoice-until = Te reservamos los artículos hasta el { $time }.

paid = ¡Gracias! Recibimos tu pago y el pedido { $code } está confirmado. Te avisamos cuando salga.
order-total = Total: { $total }
your-orders = Tus pedidos:
no-orders = Todavía no tienes pedidos. ¿Te muestro algo bonito?
change-how = ¿Qué te gustaría cambiar del pedido { $code }?
address-changed = Listo, cambiamos la dirección del pedido { $code }.
return-noted = Registramos la devolución del pedido { $code }. Nuestro equipo te escribirá para explicarte cómo enviarlo de vuelta.
return-which = ¿Se trata del pedido { $code }?
rated = ¡Gracias por tu valoración!

status-placed = Esperando tu pago
status-payment-pending = Estamos procesando tu pago
status-payment-failed = El pago no se pudo realizar
status-paid = Pagado, en preparación
status-booked = Preparado, a la espera del transportista
status-handed-over = En camino
status-delivered = Entregado
status-returned = Devuelto
status-held = En pausa; nuestro equipo lo está revisando
status-cancelled = Cancelado
status-cancelled-refunded = Cancelado y reembolsado
status-expired = Vencido: el pago no llegó a tiempo
status-expired-refunded = Vencido; te devolvimos el pago que llegó tarde
status-refunded = Reembolsado
status-partly-refunded = Reembolsado en parte

parcel-booked = Envío registrado con el transportista
parcel-handed-over = Entregado al transportista
parcel-departed = Salió del país de origen
parcel-arrived = Llegó al país de destino
parcel-customs = Pasó la aduana
parcel-out-for-delivery = En reparto
parcel-delivered = Entregado

tell-paid = Recibimos tu pago: el pedido { $code } está confirmado.
tell-payment-failed = El pago del pedido { $code } no se pudo realizar. Tus artículos siguen reservados; puedes intentarlo de nuevo.
tell-late-money-refunded = El pago del pedido { $code } llegó cuando la reserva ya había terminado y los artículos se habían vendido. Lo sentimos mucho: ya te devolvimos el dinero.
tell-expired = El pedido { $code } venció porque no llegó ningún pago. No se te cobró nada.
tell-shipped = ¡Buenas noticias! El pedido { $code } va en camino.
tell-delivered = El pedido { $code } ya fue entregado. ¡Que lo disfrutes!
tell-refunded = Te hicimos un reembolso por el pedido { $code }.

# Refusals
refused-missing = Ahí falta un dato. ¿Me lo puedes decir otra vez?
refused-invalid = Algo no cuadra. ¿Lo puedes revisar?
refused-invalid-quantity = Necesito una cantidad válida: una unidad o más, por favor.
refused-field = Parece que hay un error. ¿Lo puedes revisar y escribir de nuevo?
refused-field-area = El código { $code } no corresponde a { $area }. Revisa el estado o la provincia, o bien el código.
refused-out-of-stock = Lo siento, ya no nos queda: { $product }.
refused-low-stock = { $count ->
    [one] { $product }: queda solo una unidad.
   *[other] { $product }: quedan solo { $count } unidades.
}
refused-quantity-exceeded = { $count ->
    [one] El máximo es una unidad por pedido.
   *[other] El máximo es de { $count } unidades por pedido.
}
refused-payment-declined = El pago fue rechazado. No se te cobró nada y tus artículos siguen reservados. ¿Lo intentas de nuevo?
refused-requires-3ds = Tu banco quiere confirmar este pago contigo.
refused-coupon-invalid = No conozco ese cupón. ¿Puedes revisar cómo está escrito?
refused-coupon-expired = Ese cupón ya venció.
refused-minimum-not-met = Ese cupón requiere una compra mínima de { $amount }.
refused-region-restricted = No podemos enviar esto a { $country }.
refused-region-restricted-weight = El paquete pesa demasiado para nuestros envíos a { $country }. ¿Lo dividimos en dos pedidos?
refused-region-restricted-country-code = El pedido no se puede cambiar a otro país, porque cambiarían los aranceles y los impuestos. Por favor, cancélalo y haz uno nuevo.
refused-region-restricted-country-area = El impuesto depende de la región, así que este pedido no se puede pasar a otra. Por favor, cancélalo y haz uno nuevo.
refused-age-verification-required = Este producto es solo para mayores de edad y antes debo verificar tu edad.
refused-not-found = No lo encuentro.
refused-not-found-order = No encuentro ningún pedido tuyo con ese código.
refused-not-found-country = No reconozco ese país. ¿Me escribes su nombre?
refused-not-found-currency = No reconozco esa moneda.
refused-not-found-product = No encuentro ese producto. Esto es lo que tenemos:
refused-not-found-option = Esa forma de envío no está disponible aquí.
refused-not-found-method = Esa forma de pago no está disponible aquí.
refused-not-found-line = Eso no está en tu carrito.
refused-not-found-charge = Ese cargo no aparece en el detalle.
refused-conflict = En el estado actual del pedido eso ya no es posible.
refused-rate-limited = Un momento, por favor: fueron muchos mensajes seguidos.
refused-expired = Esa oferta ya terminó. Empecemos de nuevo.
refused-expired-order = Este pedido venció y los artículos ya no están reservados. Por favor, haz uno nuevo.
refused-expired-quote = Ese precio solo era válido por un tiempo. Vuelve a finalizar la compra y lo calculo otra vez.
refused-expired-return = { $count ->
    [one] El plazo de devolución de un día ya terminó.
   *[other] El plazo de devolución de { $count } días ya terminó.
}
refused-unsupported = Eso no lo puedo hacer aquí.
refused-unsupported-language = Todavía no hablo ese idioma. Estos sí:
refused-unsupported-currency = No tengo el tipo de cambio de esa moneda, así que no puedo calcular precios en ella.
refused-prohibited-item = { $product }: no se puede enviar así a { $country }. Quizás sí por mensajería, o con otro producto u otro país.
refused-sanctioned-destination = No podemos enviar a { $country } debido a las sanciones vigentes.
refused-forbidden = No tienes permiso para hacer eso.
