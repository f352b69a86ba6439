"""Who buys: meeting a buyer, and what they tell us of language, country, money, address and wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from commerce_core.domain.addresses import address_form, checked_address, checked_field
from commerce_core.domain.buyer import Address, Buyer, Place
from commerce_core.domain.ids import new_id
from commerce_core.domain.money import exponents
from commerce_core.domain.refusals import Refusal
from commerce_core.domain.tax_ids import checked_tax_id
from commerce_core.ports import UnitOfWork
from commerce_core.services.dispatch import handles


@dataclass(frozen=True, slots=True)
class Meet:
    """The buyer behind a handle on a channel; a new one starts with this language. Idempotent."""

    channel: str
    account: str
    handle: str
    language: str


@handles(Meet)
def meet(work: UnitOfWork, command: Meet) -> Buyer:
    known = work.buyers.find(command.channel, command.account, command.handle)
    if known is not None:
        return known
    currency = work.settings.shop().currency
    buyer = Buyer(new_id(), command.channel, command.account, command.handle, command.language, currency)
    work.buyers.add(buyer, work.now)
    return buyer


@dataclass(frozen=True, slots=True)
class Learn:
    """Conclude where a buyer lives and where the parcel goes; never against something surer that is already known."""

    buyer: Buyer
    language: str
    home: Place
    destination: Place


@handles(Learn)
def learn(work: UnitOfWork, command: Learn) -> Buyer:
    buyer = command.buyer
    home = command.home if command.home.code and buyer.home.weaker_than(command.home) else buyer.home
    stated = command.destination if command.destination.code else home
    destination = stated if stated.code and buyer.destination.weaker_than(stated) else buyer.destination
    if home is buyer.home and destination is buyer.destination and command.language == buyer.language:
        return buyer
    changed = replace(buyer, language=command.language, home=home, destination=destination)
    if destination.code != buyer.destination.code:
        changed = replace(changed, currency=work.settings.shop().currency_for(destination.code), region=None)
    return _save(work, buyer, changed)


@dataclass(frozen=True, slots=True)
class SetCountry:
    """The buyer says where the parcel goes; the market's currency follows. Raises Refusal(not_found)."""

    buyer: Buyer
    country: str


@handles(SetCountry)
def set_country(work: UnitOfWork, command: SetCountry) -> Buyer:
    country = command.country.upper()
    address_form(country)
    known = Place(country, "known")
    buyer = command.buyer
    home = known if buyer.home.weaker_than(known) else buyer.home
    moved = buyer.destination.code != country
    changed = replace(buyer, destination=known, home=home)
    if moved:
        changed = replace(changed, currency=work.settings.shop().currency_for(country), region=None)
    return _save(work, buyer, changed)


@dataclass(frozen=True, slots=True)
class SetCurrency:
    """The buyer wants to see and pay in a currency. Raises Refusal(not_found) for one ISO 4217 does not list."""

    buyer: Buyer
    currency: str


@handles(SetCurrency)
def set_currency(work: UnitOfWork, command: SetCurrency) -> Buyer:
    currency = command.currency.upper()
    if currency not in exponents():
        raise Refusal("not_found", field="currency", value=command.currency)
    shop = work.settings.shop()
    if currency != shop.currency:
        work.rates.rate(shop.currency, currency, work.now.date())
    return _save(work, command.buyer, replace(command.buyer, currency=currency))


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """The buyer wants to be answered in a language (one of those the dialogue speaks; it checks that)."""

    buyer: Buyer
    language: str


@handles(SetLanguage)
def set_language(work: UnitOfWork, command: SetLanguage) -> Buyer:
    return _save(work, command.buyer, replace(command.buyer, language=command.language))


@dataclass(frozen=True, slots=True)
class SetRegion:
    """The state or province of the destination, where its tax depends on it. Raises Refusal(missing country | invalid)."""

    buyer: Buyer
    region: str


@handles(SetRegion)
def set_region(work: UnitOfWork, command: SetRegion) -> Buyer:
    country = command.buyer.destination.code
    if country is None:
        raise Refusal("missing", field="country")
    region = checked_field(country, "country_area", command.region, Address()).country_area
    return _save(work, command.buyer, replace(command.buyer, region=region))


@dataclass(frozen=True, slots=True)
class FillAddress:
    """Fields of the delivery address, one or all at once. Raises Refusal for an unknown field or no country."""

    buyer: Buyer
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """An address as far as it is right; `wanted` is the field to ask for next (None when it is complete).

    `refused` says what was wrong with the value given for that field; the right ones are kept all the same.
    """

    buyer: Buyer
    address: Address
    wanted: str | None
    refused: Refusal | None = None


@handles(FillAddress)
def fill_address(work: UnitOfWork, command: FillAddress) -> Filled:
    buyer = command.buyer
    stated = command.values.get("country_code")
    if stated:
        buyer = set_country(work, SetCountry(buyer, stated))
    country = buyer.destination.code
    if country is None:
        raise Refusal("missing", field="country_code")
    before = work.buyers.address(buyer.id)
    address = before if before and before.country_code == country else Address(country_code=country)
    refused: Refusal | None = None
    for name, value in command.values.items():
        if name not in Address.__dataclass_fields__:
            raise Refusal("invalid", field=name)
        if name != "country_code" and str(value).strip():
            try:
                address = checked_field(country, name, str(value), address)
            except Refusal as wrong:
                refused = refused or wrong
    wanted = refused.data["field"] if refused else address_form(country).next_missing(address)
    if wanted is None:
        try:
            address = checked_address(address)
        except Refusal as wrong:
            refused, wanted = wrong, wrong.data["field"]
            address = address.with_(**{wanted: ""})
    work.buyers.put_address(buyer.id, address)
    if wanted is None:
        known = Place(country, "known")
        buyer = _save(work, buyer, replace(buyer, region=address.country_area or None, destination=known))
    return Filled(buyer, address, wanted, refused)


@dataclass(frozen=True, slots=True)
class AddressOf:
    """What is known of a buyer's address in their present destination country; None when nothing is."""

    buyer: Buyer


@handles(AddressOf)
def address_of(work: UnitOfWork, query: AddressOf) -> Address | None:
    address = work.buyers.address(query.buyer.id)
    return address if address and address.country_code == query.buyer.destination.code else None


@dataclass(frozen=True, slots=True)
class SetTaxId:
    """The buyer's identification number for customs, stored encrypted. Raises Refusal(invalid)."""

    buyer: Buyer
    value: str
    kind: str | None = None


@handles(SetTaxId)
def set_tax_id(work: UnitOfWork, command: SetTaxId) -> str:
    country = command.buyer.destination.code
    if country is None:
        raise Refusal("missing", field="country")
    kind, number = checked_tax_id(country, command.value, command.kind)
    work.buyers.put_tax_id(command.buyer.id, f"{country}:{kind}", number)
    return kind


@dataclass(frozen=True, slots=True)
class HasTaxId:
    """Whether the buyer already gave a number for their destination."""

    buyer: Buyer


@handles(HasTaxId)
def has_tax_id(work: UnitOfWork, query: HasTaxId) -> bool:
    found = work.buyers.tax_id(query.buyer.id)
    return found is not None and found[0].partition(":")[0] == query.buyer.destination.code


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Promotions wanted, or wanted no more; honoured from this transaction on. Idempotent."""

    buyer: Buyer
    wanted: bool
    topic: str = "offers"


@handles(Subscribe)
def subscribe(work: UnitOfWork, command: Subscribe) -> Buyer:
    kind = "subscribed" if command.wanted else "unsubscribed"
    if command.buyer.subscribed != command.wanted:
        work.outbox.add(kind, command.buyer.id, {"topic": command.topic}, work.now)
    return _save(work, command.buyer, replace(command.buyer, subscribed=command.wanted))


@dataclass(frozen=True, slots=True)
class AskForPerson:
    """The buyer wants to talk to a person: staff see it in the console."""

    buyer: Buyer


@handles(AskForPerson)
def ask_for_person(work: UnitOfWork, command: AskForPerson) -> None:
    work.outbox.add("person_asked_for", command.buyer.id, {"channel": command.buyer.channel}, work.now)


def _save(work: UnitOfWork, before: Buyer, after: Buyer) -> Buyer:
    if after != before:
        work.buyers.update(after)
    return after
