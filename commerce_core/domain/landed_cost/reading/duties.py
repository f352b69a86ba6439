"""The duty block of a regime row, read into the duty it means."""

from __future__ import annotations

from commerce_core.domain.landed_cost.exact import percent
from commerce_core.domain.landed_cost.facts import (
    AdValoremDuty,
    Band,
    BandDuty,
    CountryRate,
    Duty,
    Evidence,
    ExcessDuty,
    FixedRate,
    FlatDuty,
    Layer,
    LayerRate,
    MarkRate,
    MfnRate,
    OnLayer,
    RateFact,
    TableRate,
    UnknownDuty,
)
from commerce_core.domain.landed_cost.reading.values import (
    ABOUT,
    currency,
    evidence,
    factor,
    minor,
    period,
    rate,
    rounding,
)
from commerce_core.domain.reference import Entry

_KEYS = {
    "none": {"method"},
    "unknown": {"method"},
    "flat_per_item_line": {"method", "id", "amount", "currency", "item_key"} | ABOUT,
    "ad_valorem": {"method", "base", "layers", "goods_factor", "base_rounding", "rounding"} | ABOUT,
    "bands": {"method", "base", "currency", "bands"} | ABOUT,
    "excess": {"method", "base", "over", "rate"} | ABOUT,
}
_LAYER = {"id", "rate", "rate_from", "schedule", "table", "default", "of_layer", "effective_from", "effective_to"} | ABOUT
_TABLE_ROW = {"hs_prefix", "rate", "rate_from", "schedule"} | ABOUT
_ITEM_KEY = ("hs6", "description", "origin")


def duty(entry: Entry, row_id: str, own_schedule: str, compute_currency: str | None, row: Evidence) -> Duty:
    """The duty of a regime row. `own_schedule` is the schedule a country table is capped against where none is named."""
    method = entry.at("method").choice(_KEYS)
    entry.only(_KEYS[method])
    match method:
        case "none":
            return None
        case "unknown":
            return UnknownDuty()
        case "flat_per_item_line":
            return _flat(entry, row_id, row)
        case "ad_valorem":
            return AdValoremDuty(
                with_freight=_with_freight(entry),
                layers=_layers(entry, own_schedule, row),
                goods_factor=factor(entry, "goods_factor"),
                base_rounding=rounding(entry, "base_rounding", compute_currency),
                rounding=rounding(entry, "rounding", compute_currency),
            )
        case "bands":
            return _bands(entry)
        case _:
            over = entry.at("over").only({"amount", "currency"})
            code = currency(over.at("currency"))
            return ExcessDuty(_with_freight(entry), code, minor(over.at("amount"), code), rate(entry.at("rate")))


def _flat(entry: Entry, row_id: str, row: Evidence) -> FlatDuty:
    if (key := entry.maybe("item_key")) and key.texts() != _ITEM_KEY:
        raise key.wrong(f"must be {', '.join(_ITEM_KEY)}")
    code = currency(entry.at("currency"))
    name = entry.maybe("id")
    own = evidence(entry, row.as_of) if entry.has("confidence") else row
    return FlatDuty(
        rule=name.text() if name else row_id,
        amount=minor(entry.at("amount"), code),
        currency=code,
        amount_text=f"{entry.at('amount').decimal().normalize():f}",
        evidence=own,
    )


def _with_freight(entry: Entry) -> bool:
    return entry.at("base").choice({"fob", "cif"}) == "cif"


def _layers(entry: Entry, own_schedule: str, row: Evidence) -> tuple[Layer, ...]:
    layers: list[Layer] = []
    for item in entry.at("layers").items():
        item.only(_LAYER)
        layer = Layer(item.at("id").text(), period(item), _layer_rate(item, own_schedule, row))
        if isinstance(layer.rate, OnLayer) and layer.rate.layer not in {earlier.id for earlier in layers}:
            raise item.at("of_layer").wrong(f"{layer.rate.layer!r} is not an earlier layer")
        layers.append(layer)
    if not layers:
        raise entry.at("layers").wrong("must not be empty")
    return tuple(layers)


def _layer_rate(item: Entry, own_schedule: str, row: Evidence) -> LayerRate:
    if item.has("of_layer"):
        return OnLayer(item.at("of_layer").text(), RateFact(rate(item.at("rate")), row))
    if not item.has("rate_from"):
        return FixedRate(RateFact(rate(item.at("rate")), row))
    kind = item.at("rate_from").text()
    if kind == "mfn":
        return MfnRate(item.at("schedule").text())
    if kind == "table":
        return _table(item, row)
    if kind == "country_table":
        return CountryRate(item.at("table").text(), own_schedule)
    return _mark(item.at("rate_from"))


def _mark(entry: Entry) -> MarkRate:
    """`us_section301_cn`: the mark of that name on a tariff row, for goods made in the country it ends with."""
    name, _, origin = entry.text().rpartition("_")
    if not name or len(origin) != len("CC") or not origin.isalpha():
        raise entry.wrong("is not mfn, table, country_table or a mark that ends with a country")
    return MarkRate(f"{name}_{origin.upper()}", origin.upper())


def _table(item: Entry, row: Evidence) -> TableRate:
    by_prefix: dict[str, FixedRate | MfnRate] = {}
    for entry in item.at("table").items():
        entry.only(_TABLE_ROW)
        found: FixedRate | MfnRate
        if entry.has("rate_from"):
            entry.at("rate_from").choice({"mfn"})
            found = MfnRate(entry.at("schedule").text())
        else:
            found = FixedRate(RateFact(rate(entry.at("rate")), row))
        for prefix in entry.at("hs_prefix").texts():
            if prefix in by_prefix:
                raise entry.at("hs_prefix").wrong(f"lists {prefix} again")
            by_prefix[prefix] = found
    default = FixedRate(RateFact(rate(item.at("default")), row))
    return TableRate(by_prefix, max(map(len, by_prefix), default=0), default)


def _bands(entry: Entry) -> BandDuty:
    code = currency(entry.at("currency"))
    bands = []
    for item in entry.at("bands").items():
        item.only({"to", "rate", "deduct"})
        bands.append(Band(minor(item.at("to"), code), percent(item.at("rate").decimal()), minor(item.at("deduct"), code)))
    if not bands or bands != sorted(bands, key=lambda band: band.up_to):
        raise entry.at("bands").wrong("must be listed from the lowest limit up")
    return BandDuty(_with_freight(entry), code, tuple(bands))
