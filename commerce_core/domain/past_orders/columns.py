"""Which column of a file holds what: told by the caller, or recognised from the header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commerce_core.domain.past_orders.faults import BadOrderFile

NEEDED = ("invoice", "product", "quantity", "price", "customer", "country", "time")
FIELDS = (*NEEDED, "description")
_ABSENCE_ALLOWED = frozenset({"customer", "country", "description"})
# Headers as shops and public data sets write them, letters and digits only; the first one found is meant.
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "invoice": ("invoiceno", "invoice", "invoicenumber", "orderid", "orderno", "ordernumber", "order"),
    "product": ("stockcode", "sku", "productcode", "productid", "itemcode", "product"),
    "description": ("description", "productname", "itemname", "title"),
    "quantity": ("quantity", "qty", "units"),
    "price": ("unitprice", "price", "itemprice"),
    "customer": ("customerid", "customer", "customerno", "buyer"),
    "country": ("country", "countrycode", "shippingcountry"),
    "time": ("invoicedate", "orderdate", "date", "time", "createdat"),
}
# Both editions of the UCI Online Retail set; its prices are pounds sterling (https://doi.org/10.24432/C5BW33).
_UCI = frozenset({
    ("invoiceno", "stockcode", "description", "quantity", "invoicedate", "unitprice", "customerid", "country"),
    ("invoice", "stockcode", "description", "quantity", "invoicedate", "price", "customerid", "country"),
})
_NOT_A_LETTER = re.compile(r"[\W_]+")
_LONGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions in a row of `width` fields; None for a column that the file does not have."""

    width: int
    invoice: int
    product: int
    quantity: int
    price: int
    time: int
    customer: int | None
    country: int | None
    description: int | None
    currency: str | None
    """The currency of a file that is known by its header."""


def parse_map(texts: Sequence[str]) -> dict[str, str]:
    """`invoice=InvoiceNo,product=StockCode` (any number of them) -> field and header; an empty header means "none here".

    Raises BadOrderFile for an unknown field, a field given twice, or something that is not a pair.
    """
    given: dict[str, str] = {}
    for pair in (pair for text in texts for pair in text.split(",")):
        field, sign, header = (part.strip() for part in pair.partition("="))
        if not sign:
            raise BadOrderFile(f"--map: {pair!r} is not FIELD=COLUMN")
        if field not in FIELDS:
            raise BadOrderFile(f"--map: {field!r} is not one of {', '.join(FIELDS)}")
        if field in given:
            raise BadOrderFile(f"--map: {field} is given twice")
        if not header and field not in _ABSENCE_ALLOWED:
            raise BadOrderFile(f"--map: {field} needs a column")
        given[field] = header
    return given


def find_columns(header: Sequence[str], given: Mapping[str, str]) -> Columns:
    """Every field's place in the header: as given, else by the names that files use. Raises BadOrderFile naming both."""
    names = [name.strip() for name in header]
    folded = [_NOT_A_LETTER.sub("", name.casefold()) for name in names]
    places = {field: _place(field, names, folded, given) for field in FIELDS}
    absent = [field for field in NEEDED if places[field] is None and given.get(field) != ""]
    if absent:
        raise BadOrderFile(
            f"the header has no column for {' and '.join(absent)}: it holds {_listed(names)}; "
            f"name it with --map {absent[0]}=COLUMN"
        )
    taken = [place for place in places.values() if place is not None]
    for place in taken:
        if taken.count(place) > 1:
            raise BadOrderFile(f"the column {names[place]!r} is mapped to two fields")
    invoice, product, quantity, price, time = (
        places[field] for field in ("invoice", "product", "quantity", "price", "time")
    )
    assert invoice is not None and product is not None and quantity is not None and price is not None and time is not None
    return Columns(
        width=len(names), invoice=invoice, product=product, quantity=quantity, price=price, time=time,
        customer=places["customer"], country=places["country"], description=places["description"],
        currency="GBP" if tuple(folded) in _UCI else None,
    )


def _place(field: str, names: list[str], folded: list[str], given: Mapping[str, str]) -> int | None:
    wanted = given.get(field)
    if wanted == "":
        return None
    if wanted is not None:
        if (times := names.count(wanted)) != 1:
            found = "has no column" if not times else f"has {times} columns called"
            raise BadOrderFile(f"--map {field}: the header {found} {wanted!r}: it holds {_listed(names)}")
        return names.index(wanted)
    return next((folded.index(known) for known in _KNOWN[field] if known in folded), None)


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:_LONGEST_SHOWN])
    return shown + (f" and {len(names) - _LONGEST_SHOWN} more" if len(names) > _LONGEST_SHOWN else "")
