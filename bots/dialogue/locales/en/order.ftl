# Basket, country, receipt, checkout, orders

added = Added: { $quantity } × { $product }.
basket = Your basket:
basket-empty = Your basket is empty. Shall I show you something nice?
basket-total = { $count ->
    [one] One item, { $total } before shipping, duty and tax.
   *[other] { $count } items, { $total } before shipping, duty and tax.
}
coupon-applied = Code { $code }: { $amount } off.

ask-country = Which country should it go to? Then I can tell you the full price to your door.
country-set = Delivery to { $country }. Currency for prices: { $currency }.
currency-set = Done. Currency for prices: { $currency }.
which-currency = Which currency would you like to see prices in?
which-language = Which language would you like?
language-set = Of course, let’s go on in English.
ask-region = Tax in { $country } depends on the region. Which state or province should it go to?
region-set = Thanks, noted.
ships-to = Yes, we ship to { $country }:
ships-way = • { $way }: from { $price }, { $days }

door-price = To your door in { $country }:
other-way = Or { $way } ({ $days }): { $total }
days = { $shortest }–{ $longest } days
line-discount = Discount
line-total = Total to your door
total-plus-unknown = { $total } plus charges only known on delivery
amount-unknown = not known yet
amount-estimate = { $amount } (estimate)
charge-duty = Customs duty
charge-import-vat = Import tax (VAT or GST)
charge-excise = Excise
charge-levy = Small-parcel levy
charge-carrier-fee = Carrier’s clearance fee
charge-customs-fee = Customs fee
charge-rated = { $charge }, { $rate }
charge-on-delivery = { $charge }, on delivery

why-nothing = Ask me for the price to your door first. Then I can explain every line of it.
why-no-charges = There is no duty and no import tax on this for { $country }.
why-duty = Customs duty: the destination country charges it on goods made abroad, by the kind of goods and where they were made.
why-import-vat = Import tax: the same tax you would pay on a purchase at home, charged because the goods come from abroad.
why-excise = Excise: an extra tax on certain goods, such as alcohol or tobacco.
why-levy = Small-parcel levy: a fixed charge the destination puts on small parcels.
why-carrier-fee = The carrier pays customs for you and charges a fee for it.
why-customs-fee = A fee that customs charges for handling the parcel.
why-arithmetic = How it is worked out: { $formula } = { $amount }.
why-local = In the currency of the destination: { $amount }.
why-unknown = The amount depends on something nobody knows yet, so I don’t invent a number.
why-who = Collected by { $who }.
collector-seller = us, and passed on to the tax office
collector-carrier = the carrier
collector-customs = customs
why-due-checkout = You pay it now; nothing more is due for it on delivery.
why-due-delivery = You pay it when the parcel arrives.
why-rule = Rule: { $rule }, as of { $date } (source { $source }).
why-estimate = This is an estimate: customs has the last word.
source-general = general knowledge, not confirmed by a document

address-intro = Delivery to { $country }. I only need the address; say “cancel” to stop.
address-kept = Thanks, I’ve kept the address.
ask-field-name = What name should be on the parcel?
ask-field-street-address = Street and number?
ask-field-city = Which town or city?
ask-field-city-area = Which district?
ask-field-country-area = Which state or province?
ask-field-postal-code = Postal code? For example { $example }
ask-field-phone = A phone number for the carrier?
ask-field-email = An e-mail address?
ask-field-company-name = Company name?
ask-field-sorting-code = Postal sorting code?
ask-area-state = Which state?
ask-area-province = Which province?
ask-area-emirate = Which emirate?
ask-area-prefecture = Which prefecture?
ask-area-department = Which department?
ask-area-area = Which district?
ask-area-district = Which district?
ask-area-island = Which island?
ask-area-oblast = Which region?
ask-area-do_si = Which province or city?
ask-area-parish = Which parish?
ask-area-county = Which county?
ask-tax-id = Customs in { $country } needs the recipient’s ID number: { $kind }. For example { $example }. We store it encrypted and use it only for this.
tax-id-passport = passport number
tax-id-ric = resident ID card number
tax-id-pccc = personal customs code (PCCC)
tax-id-kept = Thanks, I’ve kept the number.
ask-shipping = How should it travel?
way = { $way }, { $days }: { $total }
ask-terms = Some charges are due on delivery. Would you rather pay everything now?
order-title = Order { $code }
invoice-total = To pay now: { $due }
invoice-total-later = To pay now: { $due }. What is due on delivery comes on top, as the receipt shows.
invoice-until = Your items are reserved until { $time }.

paid = Thank you! Your payment has arrived and order { $code } is confirmed. We’ll tell you when it ships.
order-total = Total: { $total }
your-orders = Your orders:
no-orders = You have no orders yet. Shall I show you something nice?
change-how = What would you like to change in order { $code }?
address-changed = The address of order { $code } has been changed.
return-noted = We’ve noted your return for order { $code }. Our team will write to you about the way back.
return-which = Is it about order { $code }?
rated = Thank you for your rating!

status-placed = Waiting for your payment
status-payment-pending = Your payment is being processed
status-payment-failed = The payment did not go through
status-paid = Paid, being prepared
status-booked = Packed, waiting for the carrier
status-handed-over = On its way
status-delivered = Delivered
status-returned = Sent back
status-held = On hold; our team is looking into it
status-cancelled = Cancelled
status-cancelled-refunded = Cancelled and refunded
status-expired = Expired, because no payment came in time
status-expired-refunded = Expired; your late payment was refunded
status-refunded = Refunded
status-partly-refunded = Partly refunded

parcel-booked = Booked with the carrier
parcel-handed-over = Handed to the carrier
parcel-departed = Left the country of dispatch
parcel-arrived = Arrived in the destination country
parcel-customs = Cleared through customs
parcel-out-for-delivery = Out for delivery
parcel-delivered = Delivered

tell-paid = Your payment has arrived: order { $code } is confirmed.
tell-payment-failed = The payment for order { $code } did not go through. Your items are still reserved; you can try again.
tell-late-money-refunded = Your payment for order { $code } came after the reservation had ended, and the items were sold meanwhile. We’re sorry: we have refunded it.
tell-expired = Order { $code } has expired because no payment came. Nothing was charged.
tell-shipped = Good news: order { $code } is on its way.
tell-delivered = Order { $code } has been delivered. Enjoy it!
tell-refunded = We have sent you a refund for order { $code }.

# Refusals
refused-missing = Something is missing there. Could you say it again?
refused-invalid = That doesn’t look right. Could you check it?
refused-invalid-quantity = I need a whole number of pieces, one or more, please.
refused-field = That doesn’t look right. Could you check it and write it again?
refused-field-area = { $code } is not in { $area }. Check the state or the code.
refused-out-of-stock = { $product } is sold out, I’m sorry.
refused-low-stock = { $count ->
    [one] { $product }: only one is left.
   *[other] { $product }: only { $count } are left.
}
refused-quantity-exceeded = { $count ->
    [one] At most one piece per order.
   *[other] At most { $count } pieces per order.
}
refused-payment-declined = The payment was declined. Nothing was charged and your items stay reserved. Would you like to try again?
refused-requires-3ds = Your bank wants to confirm this payment with you.
refused-coupon-invalid = I don’t know that code. Could you check the spelling?
refused-coupon-expired = That code has expired.
refused-minimum-not-met = That code needs a basket of at least { $amount }.
refused-region-restricted = We can’t ship this to { $country }.
refused-region-restricted-weight = The parcel is too heavy for our shipping to { $country }. Could you split it into two orders?
refused-region-restricted-country-code = An order can’t move to another country, because its duty and tax would change. Please cancel it and order again.
refused-region-restricted-country-area = The tax depends on the region, so this order can’t move to another one. Please cancel it and order again.
refused-age-verification-required = This is only for adults, and I have to check your age first.
refused-not-found = I can’t find that.
refused-not-found-order = I can’t find an order with that code among yours.
refused-not-found-country = I don’t know that country. Could you write its name?
refused-not-found-currency = I don’t know that currency.
refused-not-found-product = I can’t find that product. This is what we have:
refused-not-found-option = That way of shipping isn’t available here.
refused-not-found-method = That way to pay isn’t available here.
refused-not-found-line = That isn’t in your basket.
refused-not-found-charge = That charge isn’t on the receipt.
refused-conflict = That’s no longer possible at this stage of the order.
refused-rate-limited = One moment, please: that was a lot at once.
refused-expired = That offer has ended. Please start again.
refused-expired-order = This order has expired and its items were released. Please order again.
refused-expired-quote = The price was only valid for a while. Let me work it out again: please check out once more.
refused-expired-return = { $count ->
    [one] The return period of one day is over.
   *[other] The return period of { $count } days is over.
}
refused-unsupported = I can’t do that here.
refused-unsupported-language = I don’t speak that language yet. These I do:
refused-unsupported-currency = I have no exchange rate for that currency, so I can’t quote in it.
refused-prohibited-item = { $product } can’t be shipped to { $country } this way. It may work by courier, or with another item or country.
refused-sanctioned-destination = We can’t ship to { $country } because of sanctions.
refused-forbidden = You’re not allowed to do that.
