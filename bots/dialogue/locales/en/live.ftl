# The live room: what became of a claim, told to the viewer and to everybody

live-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
live-held = Yours: { $quantity } × { $product }, { $price } each. Kept for you for { $minutes }.
live-held-some = Yours: { $quantity } × { $product }, kept for { $minutes }. For { $waiting } more you are number { $place } in line.
live-waiting = { $product } is all taken right now. You are number { $place } in line for { $waiting }. I’ll write to you the moment it’s your turn.
live-released = Given back: { $quantity } × { $product }.
live-nothing = You have nothing to give back here.
live-which = Which { $product } would you like?
live-not-on-sale = { $code } is not on sale in this show.
live-too-many = { $count ->
    [one] You can claim one of these at most.
   *[other] You can claim { $count } of these at most.
}
live-told-held = It’s your turn: { $quantity } × { $product } are yours now, kept for { $minutes }.
live-told-expired = Time is up: { $quantity } × { $product } went to the next in line. Claim again whenever you like.
live-given-back = Done, given back: { $products }.
live-list = { $code }: { $names }
live-list-left = { $count ->
    [one] one left
   *[other] { $count } left
}
live-list-gone = all taken
live-list-waiting = waiting: { $names }
live-list-back = given back: { $names }
live-somebody = a viewer
refused-unsupported-room = There is no live show here right now.
refused-not-found-claim = You have nothing claimed that could be given back.
refused-expired-claim = Something you claimed has changed meanwhile. Please check your basket and try again.
button-release = Give it back
