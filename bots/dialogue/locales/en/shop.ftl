# Greeting, finding, product cards

greeting = Hello! Welcome to { $shop }. Tell me what you are looking for, in your own language. I’ll find it, tell you the full price to your door with duty and tax, and send it to you.
help =
    Here is what you can say:
    • “Show me a red dress under 50 euros”
    • “Something for my mother”
    • “How much is it shipped to Mexico?”
    • “Two of the second one”
    • “Why is there duty?”
    • “Where is my order?”
only-english = I can read your language, but for now I answer in English.
welcome = You’re welcome! Anything else?
goodbye = Goodbye, and thank you for stopping by. I’m here whenever you need me.
affirm-what = Great! What would you like to do?
deny = No problem. What would you like to see instead?
form-left = All right, we’ll leave that for now. Your basket is kept.
human = I’ve told our team. A person will answer you here as soon as they can.
about-us = I’m the shop’s assistant, a program. I can bring in a person whenever you like.
fixed-prices = Our prices are fixed, the same for everybody. If you have a discount code, just write it here.
complaint = I’m sorry about that. Shall I bring in a person, or look at your order first?
out-of-scope = That’s beyond me, I’m afraid. I can help you find something, tell you what it costs to your door, or look after your order.
payment-methods = This is a demo shop: payments are only a test, and no real money moves. You always see the total before you pay, and nothing is charged until you confirm.
subscribed = Done! I’ll tell you about offers now and then. Write STOP whenever you’ve had enough.
unsubscribed = Done. You won’t get any more offers from us.
promotion-stop = You get this because you asked for our offers.

shelves = This is what we have. Where shall we start?
found = { $count ->
    [one] One match for “{ $text }”:
   *[other] { $count } matches for “{ $text }”:
}
found-plain = { $count ->
    [one] One product fits:
   *[other] { $count } products fit:
}
found-nearest = Nothing fits all of that, but these come close to “{ $text }”:
found-nothing = I have nothing like “{ $text }”. Perhaps one of these?
found-nothing-plain = Nothing fits that, I’m afraid. Perhaps one of these?
recommend-market = What people in { $country } like most:
recommend-world = Our favourites right now:
recommend-gift = Lovely presents:
reason-first = Bestseller in { $country }
reason-market = Popular in { $country }
reason-world = Popular around the world
reason-gift = A good present
more = More:
no-more = That was everything.
more-there = { $count ->
    [one] There is one more.
   *[other] There are { $count } more.
}
which-one = Which of these do you mean?
choose-variant = Which { $product } would you like?
price-from = from { $price }
option-color = Colours: { $values }
option-size = Sizes: { $values }
stock-left = { $count ->
    [one] Only one left
   *[other] Only { $count } left
}
stock-none = Sold out

color-black = black
color-white = white
color-grey = grey
color-red = red
color-blue = blue
color-green = green
color-yellow = yellow
color-orange = orange
color-pink = pink
color-purple = purple
color-brown = brown
color-beige = beige
color-gold = gold
color-silver = silver

# Buttons
button-recommend = What’s popular
button-browse = See everything
button-help = Help
button-more = Show more
button-add = Add to basket
button-choose = Choose
button-door-price = Price to my door
button-checkout = Check out
button-basket = Basket
button-keep-shopping = Keep looking
button-remove = Remove { $product }
button-why = Why?
button-pay = Pay
button-pay-amount = Pay { $amount }
button-pay-again = Try again
button-ddp = Pay everything now: { $total }
button-ddp-partly = Pay duty and tax now: { $total }
button-dap = { $now } now, rest on delivery
button-track = Track the parcel
button-cancel-order = Cancel the order
button-change-address = Change the address
button-return = Send it back
button-human = Talk to a person
button-unsubscribe = No more offers
