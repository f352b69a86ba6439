"""One command or query in, its result out: each handler is registered beside the command it handles."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

from commerce_core.ports import UnitOfWork
from commerce_core.services.permission import check

Handler = Callable[[UnitOfWork, Any], Any]
H = TypeVar("H", bound=Handler)

_ROOMS = (
    "administration", "basket", "catalogue", "fulfilment", "history", "hosting", "insight", "live", "ordering", "paying", "pricing",
    "profile", "promotions", "recommend",
    "catalogue_care", "catalogue_import", "settings", "staffing", "storefront_reading",
)
_HANDLERS: dict[type, Handler] = {}


def handles(command: type) -> Callable[[H], H]:
    """Register the handler of a command or query."""

    def register(handler: H) -> H:
        assert command not in _HANDLERS, command
        _HANDLERS[command] = handler
        return handler

    return register


def dispatch(work: UnitOfWork, command: object) -> Any:
    """Run the handler of `command` inside `work`, if its actor may (domain.roles).

    Raises Refusal, or LookupError for something nobody handles.
    """
    handler = _HANDLERS.get(type(command))
    if handler is None:
        for room in _ROOMS:
            import_module(f"commerce_core.services.{room}")
        handler = _HANDLERS[type(command)]
    check(work, command)
    return handler(work, command)
