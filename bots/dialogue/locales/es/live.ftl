# The live room: what became of a claim, told to the viewer and to everybody

live-minutes = { $count ->
    [one] un minuto
   *[other] { $count } minutos
}
live-held = Tuyo: { $quantity } × { $product }, { $price } por unidad. Te lo guardamos durante { $minutes }.
live-held-some = Tuyo: { $quantity } × { $product }, guardado durante { $minutes }. Para { $waiting } más vas en el puesto { $place } de la fila.
live-waiting = { $product }: ahora mismo está todo apartado. Vas en el puesto { $place } de la fila para { $waiting }. Te escribimos en cuanto te toque.
live-released = Devuelto: { $quantity } × { $product }.
live-nothing = No tienes nada apartado que devolver.
live-which = ¿Cuál quieres de { $product }?
live-not-on-sale = { $code } no está a la venta en este directo.
live-too-many = { $count ->
    [one] Puedes apartar como máximo una unidad.
   *[other] Puedes apartar como máximo { $count } unidades.
}
live-told-held = ¡Te toca! { $quantity } × { $product }: ya es tuyo, guardado durante { $minutes }.
live-told-expired = Se acabó el tiempo: { $quantity } × { $product } pasó a quien seguía en la fila. Puedes volver a apartarlo cuando quieras.
live-given-back = Listo, devuelto: { $products }.
live-list = { $code } → { $names }
live-list-left = { $count ->
    [one] queda una
   *[other] quedan { $count }
}
live-list-gone = todo apartado
live-list-waiting = en fila: { $names }
live-list-back = devuelto: { $names }
live-somebody = alguien
refused-unsupported-room = Ahora mismo no hay ningún directo aquí.
refused-not-found-claim = No tienes nada apartado que se pueda devolver.
refused-expired-claim = Algo de lo que apartaste ha cambiado entretanto. Revisa tu carrito e inténtalo otra vez.
button-release = Devolverlo
