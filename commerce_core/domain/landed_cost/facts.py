"""The rules of landed cost as values: what a destination charges, from when to when, and how sure we are of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commerce_core.domain.landed_cost.exact import Percent, Ratio, Rounding


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Where a fact comes from; `sure` when a source confirms it with high confidence. Known by identity."""

    sources: tuple[str, ...]
    sure: bool
    as_of: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which a rule is in force, both ends included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Threshold:
    """A value limit in minor units of its own currency; `strict` means below it, else up to and including it."""

    limit: int
    currency: str
    with_freight: bool
    per_item: bool
    strict: bool
    factor: Ratio


@dataclass(frozen=True, slots=True)
class Conditions:
    """When a regime applies: everything stated must hold; what is not stated (empty) does not matter."""

    registrations: frozenset[str]
    carrier_classes: frozenset[str]
    dispatch_from: frozenset[str]
    dispatch_not_from: frozenset[str]
    line_origins_not: frozenset[str]
    every_hs_prefix: tuple[str, ...]
    no_hs_prefix: tuple[str, ...]
    total_quantity_max: int | None
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RateFact:
    """A rate of duty; `percent` None when the schedule states something that no percentage expresses."""

    percent: Percent | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FixedRate:
    """One rate for every line."""

    fact: RateFact


@dataclass(frozen=True, slots=True)
class MfnRate:
    """The most-favoured-nation rate of the line's HS code in a schedule."""

    schedule: str


@dataclass(frozen=True, slots=True)
class TableRate:
    """A rate by HS prefix, the longest one wins, else the default."""

    by_prefix: Mapping[str, FixedRate | MfnRate]
    longest: int
    default: FixedRate


@dataclass(frozen=True, slots=True)
class CountryRate:
    """A rate by the line's country of manufacture; `schedule` for the rows that cap the sum with the MFN rate."""

    table: str
    schedule: str


@dataclass(frozen=True, slots=True)
class MarkRate:
    """An extra duty on goods made in one country, marked per HS code; goods made elsewhere pay none."""

    mark: str
    origin: str


@dataclass(frozen=True, slots=True)
class OnLayer:
    """A rate on the amount of another layer (a surcharge on a duty)."""

    layer: str
    fact: RateFact


LayerRate = FixedRate | MfnRate | TableRate | CountryRate | MarkRate | OnLayer


@dataclass(frozen=True, slots=True)
class Layer:
    """One duty among several on the same goods."""

    id: str
    period: Period
    rate: LayerRate


@dataclass(frozen=True, slots=True)
class UnknownDuty:
    """The data has no rule that yields an amount."""


@dataclass(frozen=True, slots=True)
class FlatDuty:
    """A fixed amount per distinct item line, whatever the quantity."""

    rule: str
    amount: int
    currency: str
    amount_text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AdValoremDuty:
    """Percentages of the customs value, layer by layer."""

    with_freight: bool
    layers: tuple[Layer, ...]
    goods_factor: Ratio
    base_rounding: Rounding | None
    rounding: Rounding | None


@dataclass(frozen=True, slots=True)
class Band:
    """Up to and including `up_to`: base x rate - deduct; amounts in minor units of the duty's currency."""

    up_to: int
    percent: Percent
    deduct: int


@dataclass(frozen=True, slots=True)
class BandDuty:
    """One rate for the whole consignment, chosen by its value."""

    with_freight: bool
    currency: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class ExcessDuty:
    """A rate on what the consignment's value is above an allowance."""

    with_freight: bool
    currency: str
    over: int
    percent: Percent


Duty = UnknownDuty | FlatDuty | AdValoremDuty | BandDuty | ExcessDuty | None
"""None: no duty is due under the regime."""


@dataclass(frozen=True, slots=True)
class UnknownTax:
    """A tax is due; the data has no rule that yields an amount."""


@dataclass(frozen=True, slots=True)
class TaxRule:
    """How a tax on import is computed: on what, at the destination's rates, rounded when and how."""

    on_shipping: bool
    on_duty: bool
    goods_factor: Ratio
    factor: Percent | None
    gross_up: bool
    rate_parameter: str | None
    national_part: Percent | None
    base_rounding: Rounding | None
    rounding: Rounding | None


@dataclass(frozen=True, slots=True)
class Waiver:
    """Charges of these kinds are not levied while their sum stays at or below the limit."""

    limit: int
    currency: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee of a carrier, customs or an authority; `amount` None where it is not known."""

    id: str
    kind: str
    amount: int | None
    currency: str | None
    per_item_line: bool
    carrier_classes: frozenset[str]
    period: Period
    threshold: Threshold | None
    plus_tax: Percent | None
    parameter: str | None
    only_with_border_charges: bool
    confirmed: bool
    collected_by: str
    due: str
    certainty: str
    evidence: Evidence
    note: str


@dataclass(frozen=True, slots=True)
class Regime:
    """One row of a destination's rules: when it applies, and what it charges."""

    id: str
    period: Period
    when: Conditions
    at_border: bool
    collected_by: str
    due: str
    compute_currency: str | None
    duty: Duty
    tax: UnknownTax | TaxRule | None
    waiver: Waiver | None
    fees: tuple[Fee, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A rate of a named tax for a class of goods; `region` None fits every region."""

    name: str
    region: str | None
    period: Period
    percent: Percent
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DestinationRules:
    """Everything a destination charges, in the order of its file."""

    country: str
    name: str
    currency: str
    bloc: str | None
    regimes: tuple[Regime, ...]
    tax_rates: Mapping[str, tuple[TaxRate, ...]]
    fees: tuple[Fee, ...]
    region_required: bool
    prepaid: frozenset[str]
    """Carrier classes whose charges on delivery the seller can pay beforehand (DDP)."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A tariff schedule: rates by HS6, else by the longest HS prefix."""

    by_hs6: Mapping[str, RateFact]
    by_prefix: Mapping[str, RateFact]
    longest: int


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A rate for goods made in a country while it is in force; `net_of_mfn`: the rate caps itself plus the MFN rate."""

    period: Period
    fact: RateFact
    net_of_mfn: bool


@dataclass(frozen=True, slots=True)
class CountryTable:
    """Rates by country of manufacture; an origin that is not listed pays nothing, or an unknown amount."""

    by_origin: Mapping[str, tuple[CountryRow, ...]]
    absent_is_zero: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Mark:
    """An extra rate on one HS code; `before` held until the day before `since`."""

    fact: RateFact
    since: date | None
    before: RateFact | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`<=20`: the attribute must be a number that compares so."""

    operator: str
    number: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Restriction:
    """Goods that may not be sent, or only under conditions."""

    id: str
    hs_prefixes: tuple[str, ...]
    un_numbers: frozenset[str]
    keywords: re.Pattern[str] | None
    every_product: bool
    attributes: Mapping[str, Comparison | str | bool]
    origins: frozenset[str] | None
    destinations: frozenset[str] | None
    carrier_classes: frozenset[str]
    period: Period
    effect: str
    requires: tuple[str, ...]
    evidence: Evidence
    note: str


@dataclass(frozen=True, slots=True)
class Sanctions:
    """Countries and regions nothing is sent to, and countries where a person must look first."""

    blocked: frozenset[str]
    blocked_regions: Mapping[str, frozenset[str]]
    review: frozenset[str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """One version of all facts a quote needs; shared by every thread, never changed."""

    dataset: str
    days: Period
    destinations: Mapping[str, DestinationRules]
    schedules: Mapping[str, Schedule]
    country_tables: Mapping[str, CountryTable]
    marks: Mapping[str, Mapping[str, Mark]]
    restrictions: tuple[Restriction, ...]
    sanctions: Sanctions
    parameters: Mapping[str, str]
    """Name of a request parameter -> `amount` or `fraction`."""
