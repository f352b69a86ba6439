"""`destinations.json` read into the rules of every destination."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from commerce_core.domain.landed_cost.exact import Percent, percent
from commerce_core.domain.landed_cost.facts import (
    Conditions,
    DestinationRules,
    Fee,
    Regime,
    TaxRate,
    TaxRule,
    UnknownTax,
    Waiver,
)
from commerce_core.domain.landed_cost.reading.duties import duty
from commerce_core.domain.landed_cost.reading.values import (
    ABOUT,
    CARRIER_CLASSES,
    COLLECTORS,
    MOMENTS,
    currency,
    evidence,
    factor,
    minor,
    period,
    rate,
    rounding,
    threshold,
)
from commerce_core.domain.reference import Entry

TAX_CLASSES = frozenset({"standard", "books", "children_clothing", "food"})
_WAIVED_KINDS = {"duty": "duty", "tax": "import_vat"}
_DESTINATION = {
    "country", "name", "bloc", "currency", "regimes", "regimes_from", "tax_rates", "fees", "region_required", "ddp",
    "facts",
}
_REGIME = {
    "id", "effective_from", "effective_to", "when", "collection", "collected_by", "due", "compute_currency", "duty",
    "tax", "waive_up_to", "fees",
} | ABOUT
_WHEN = {
    "registrations", "carrier_class", "dispatch_from", "dispatch_not_from", "line_origins_not", "all_hs_prefix",
    "no_hs_prefix", "total_quantity_max", "thresholds",
}
_TAX = {
    "method", "base", "rates", "goods_factor", "factor", "gross_up", "rate_parameter", "split", "base_rounding",
    "rounding",
}
_FEE = {
    "id", "kind", "amount", "currency", "per", "carrier_class", "when", "collected_by", "due", "certainty",
    "effective_from", "effective_to", "parameter", "threshold", "plus_tax_rate", "status",
} | ABOUT
_TAX_RATE = {"class", "region", "name", "rate", "effective_from", "effective_to"} | ABOUT


def members_of_blocs(entry: Entry) -> Mapping[str, frozenset[str]]:
    """Bloc -> its member countries."""
    return {name: frozenset(bloc.at("members").texts()) for name, bloc in entry.at("blocs").members()}


def destinations(entry: Entry) -> dict[str, DestinationRules]:
    """Every destination by country code. Raises BadReference naming the first thing that is wrong."""
    as_of = entry.at("as_of").text()
    blocs = {
        f"blocs.{name}": _regimes(bloc.at("regimes"), name, as_of) for name, bloc in entry.at("blocs").members()
    }
    found: dict[str, DestinationRules] = {}
    for row in entry.at("destinations").items():
        rules = _destination(row, blocs, as_of)
        if rules.country in found:
            raise row.at("country").wrong(f"{rules.country} is listed twice")
        found[rules.country] = rules
    return found


def _destination(row: Entry, blocs: Mapping[str, tuple[Regime, ...]], as_of: str) -> DestinationRules:
    row.only(_DESTINATION)
    country = row.at("country").text()
    shared = row.maybe("regimes_from")
    regimes = blocs[shared.choice(blocs)] if shared else _regimes(row.at("regimes"), country, as_of)
    bloc, fees, region_required, ddp = (row.maybe(key) for key in ("bloc", "fees", "region_required", "ddp"))
    return DestinationRules(
        country=country,
        name=row.at("name").text(),
        currency=currency(row.at("currency")),
        bloc=bloc.text() if bloc else None,
        regimes=regimes,
        tax_rates=_tax_rates(row.at("tax_rates"), as_of),
        fees=tuple(_fee(fee, as_of) for fee in fees.items()) if fees else (),
        region_required=region_required.flag() if region_required else False,
        prepaid=frozenset(key for key in sorted(CARRIER_CLASSES) if ddp and ddp.has(key) and ddp.at(key).flag()),
    )


def _regimes(entry: Entry, schedule: str, as_of: str) -> tuple[Regime, ...]:
    return tuple(_regime(row, schedule, as_of) for row in entry.items())


def _regime(row: Entry, schedule: str, as_of: str) -> Regime:
    row.only(_REGIME)
    compute, waiver = row.maybe("compute_currency"), row.maybe("waive_up_to")
    code = currency(compute) if compute else None
    known = evidence(row, as_of)
    return Regime(
        id=row.at("id").text(),
        period=period(row),
        when=_conditions(row.at("when")),
        at_border=row.at("collection").choice({"sale", "border"}) == "border",
        collected_by=row.at("collected_by").choice(COLLECTORS),
        due=row.at("due").choice(MOMENTS),
        compute_currency=code,
        duty=duty(row.at("duty"), row.at("id").text(), schedule, code, known),
        tax=_tax(row.at("tax"), code),
        waiver=_waiver(waiver) if waiver else None,
        fees=tuple(_fee(fee, as_of) for fee in row.at("fees").items()),
        evidence=known,
    )


def _conditions(when: Entry) -> Conditions:
    when.only(_WHEN)

    def texts(key: str) -> tuple[str, ...]:
        found = when.maybe(key)
        return found.texts() if found else ()

    carriers, most, limits = (when.maybe(key) for key in ("carrier_class", "total_quantity_max", "thresholds"))
    return Conditions(
        registrations=frozenset(texts("registrations")),
        carrier_classes=frozenset(carriers.choices(CARRIER_CLASSES) if carriers else ()),
        dispatch_from=frozenset(texts("dispatch_from")),
        dispatch_not_from=frozenset(texts("dispatch_not_from")),
        line_origins_not=frozenset(texts("line_origins_not")),
        every_hs_prefix=texts("all_hs_prefix"),
        no_hs_prefix=texts("no_hs_prefix"),
        total_quantity_max=most.whole() if most else None,
        thresholds=tuple(threshold(limit) for limit in limits.items()) if limits else (),
    )


def _tax(tax: Entry, code: str | None) -> UnknownTax | TaxRule | None:
    tax.only(_TAX)
    method = tax.at("method").choice({"none", "unknown", "rate"})
    if method == "none":
        return None
    if method == "unknown":
        return UnknownTax()
    base = tax.at("base").choices({"goods", "shipping", "duty"})
    if "goods" not in base:
        raise tax.at("base").wrong("must hold goods")
    gross, multiplier, parameter = (tax.maybe(key) for key in ("gross_up", "factor", "rate_parameter"))
    split = tax.maybe("split")
    step = rounding(tax, "rounding", code)
    return TaxRule(
        on_shipping="shipping" in base,
        on_duty="duty" in base,
        goods_factor=factor(tax, "goods_factor"),
        factor=percent(multiplier.decimal() * 100) if multiplier else None,
        gross_up=gross.flag() if gross else False,
        rate_parameter=parameter.text() if parameter else None,
        national_part=_national_part(split) if split else None,
        base_rounding=rounding(tax, "base_rounding", code),
        rounding=(rounding(split, "rounding", code) if split else None) or step,
    )


def _national_part(split: Entry) -> Percent:
    """78 of 100 national and 22 local: the share of the national part, as a percentage."""
    split.only({"national_part", "local_part", "of", "rounding"})
    national, local, of = (split.at(key).decimal() for key in ("national_part", "local_part", "of"))
    if national + local != of or national == 0:
        raise split.wrong("its two parts must add up to the whole")
    return percent(national * 100 / of)


def _waiver(entry: Entry) -> Waiver:
    entry.only({"amount", "currency", "of"})
    code = currency(entry.at("currency"))
    kinds = frozenset(_WAIVED_KINDS[kind] for kind in entry.at("of").choices(_WAIVED_KINDS))
    return Waiver(minor(entry.at("amount"), code), code, kinds)


def _fee(fee: Entry, as_of: str) -> Fee:
    fee.only(_FEE)
    amount, code = fee.maybe("amount"), fee.maybe("currency")
    limit, plus, parameter = (fee.maybe(key) for key in ("threshold", "plus_tax_rate", "parameter"))
    status, note = fee.maybe("status"), fee.maybe("note")
    fee_currency = currency(code) if code else None
    if amount and fee_currency is None:
        raise fee.wrong("has an amount without a currency")
    return Fee(
        id=fee.at("id").text(),
        kind=fee.at("kind").choice({"levy", "carrier_fee", "customs_fee", "excise"}),
        amount=minor(amount, fee_currency) if amount and fee_currency else None,
        currency=fee_currency,
        per_item_line=fee.at("per").choice({"consignment", "item_line"}) == "item_line",
        carrier_classes=frozenset(fee.at("carrier_class").choices(CARRIER_CLASSES)),
        period=period(fee),
        threshold=threshold(limit) if limit else None,
        plus_tax=rate(plus) if plus else None,
        parameter=parameter.text() if parameter else None,
        only_with_border_charges=fee.at("when").choice({"always", "border_charges"}) == "border_charges",
        confirmed=not (status and status.choice({"unconfirmed"})),
        collected_by=fee.at("collected_by").choice(COLLECTORS),
        due=fee.at("due").choice(MOMENTS),
        certainty=fee.at("certainty").choice({"fixed", "estimate", "unknown"}),
        evidence=evidence(fee, as_of),
        note=note.text() if note else "",
    )


def _tax_rates(entry: Entry, as_of: str) -> dict[str, tuple[TaxRate, ...]]:
    rates: defaultdict[str, list[TaxRate]] = defaultdict(list)
    for row in entry.items():
        row.only(_TAX_RATE)
        region = row.maybe("region")
        rates[row.at("class").choice(TAX_CLASSES)].append(
            TaxRate(
                name=row.at("name").text(),
                region=region.text() if region else None,
                period=period(row),
                percent=rate(row.at("rate")),
                evidence=evidence(row, as_of),
            )
        )
    return {name: tuple(rows) for name, rows in rates.items()}
