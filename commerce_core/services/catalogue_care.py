"""Care for what is sold: what markets and channels would refuse, and the tariff code that a merchant confirms."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commerce_core.domain.catalogue_file.faults import Wrong
from commerce_core.domain.catalogue_file.values import hs_code
from commerce_core.domain.catalogue_lint import Finding, lint
from commerce_core.domain.hs_suggestions import HsSuggestion, suggest
from commerce_core.domain.landed_cost import shipped_facts
from commerce_core.domain.product import Product
from commerce_core.domain.refusals import Refusal
from commerce_core.ports import UnitOfWork
from commerce_core.services.dispatch import handles


@dataclass(frozen=True, slots=True)
class LintCatalogue:
    """Everything about the products that a market or a channel refuses, or a person must look at."""

    actor: str


@handles(LintCatalogue)
def lint_catalogue(work: UnitOfWork, query: LintCatalogue) -> tuple[Finding, ...]:
    return tuple(lint(work.catalogue.current(), work.settings.shop(), shipped_facts(), work.now.date()))


@dataclass(frozen=True, slots=True)
class LintProduct:
    """The same for one product. Raises Refusal(not_found)."""

    actor: str
    product_id: str


@handles(LintProduct)
def lint_product(work: UnitOfWork, query: LintProduct) -> tuple[Finding, ...]:
    product = _product(work, query.product_id)
    return tuple(lint(work.catalogue.current(), work.settings.shop(), shipped_facts(), work.now.date(), (product,)))


@dataclass(frozen=True, slots=True)
class SuggestHs:
    """Tariff codes for a product by its English title and customs description. Raises Refusal(not_found)."""

    actor: str
    product_id: str


@handles(SuggestHs)
def suggest_hs(work: UnitOfWork, query: SuggestHs) -> tuple[HsSuggestion, ...]:
    product = _product(work, query.product_id)
    return suggest(product.customs_description) or suggest(product.title("en"))


@dataclass(frozen=True, slots=True)
class SetHsCode:
    """The merchant confirms a tariff code. Raises Refusal(not_found | invalid)."""

    actor: str
    product_id: str
    hs_code: str


@handles(SetHsCode)
def set_hs_code(work: UnitOfWork, command: SetHsCode) -> Product:
    product = _product(work, command.product_id)
    try:
        code = hs_code(command.hs_code)
    except Wrong:
        code = None
    if code is None:
        raise Refusal("invalid", field="hs_code", value=command.hs_code)
    changed = replace(product, hs_code=code)
    work.catalogue.merge([changed], [])
    work.catalogue.renew()
    work.audit.add(work.now, command.actor, f"product {product.id}: hs_code", product.hs_code or None, code)
    work.outbox.add(
        "hs_code_confirmed", product.id, {"was": product.hs_code, "is": code, "actor": command.actor}, work.now
    )
    return changed


def _product(work: UnitOfWork, product_id: str) -> Product:
    product = work.catalogue.current().by_id.get(product_id)
    if product is None:
        raise Refusal("not_found", field="product", value=product_id)
    return product
