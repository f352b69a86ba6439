"""JSON and GraphQL asked of a storefront through the guarded client, with its refusals told by the setting that is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commerce_core.ports import Declined
from connectors.http import GuardedClient, Response
from connectors.storefronts.reading import member, objects

TOKEN_SETTING = "TRADEWIND_STOREFRONT_TOKEN"  # noqa: S105 (the name of a setting)


@dataclass(frozen=True, slots=True)
class GraphAnswer:
    """Data that may be partly missing, the errors that say why, and the platform's extensions."""

    data: Mapping[str, Any]
    errors: tuple[Mapping[str, Any], ...]
    extensions: Mapping[str, Any]


class Platform:
    """One storefront's server: its address, how to log in there, and its name for people."""

    def __init__(self, title: str, root: str, client: GuardedClient, headers: Mapping[str, str]) -> None:
        self.title = title
        self.client = client
        self._root = root.rstrip("/")
        self._headers = dict(headers)

    async def get(self, path: str, **params: str) -> Response:
        """Ask, and ask again while it is unavailable. Raises Unavailable, Declined."""
        return await self.client.retrying(lambda: self._sent("GET", path, params, None, safe=True))

    async def post(self, path: str, body: Any) -> Any:
        """Do something once: JSON in, JSON out. Raises Unavailable, Unknown, Declined."""
        return (await self._sent("POST", path, {}, body, safe=False)).json()

    async def graph(self, path: str, query: str, variables: Mapping[str, Any], *, safe: bool) -> GraphAnswer:
        """One GraphQL request, not repeated. Raises Unavailable, Unknown (unless safe), Declined."""
        response = await self._sent("POST", path, {}, {"query": query, "variables": variables}, safe=safe)
        answer = response.json()
        if not isinstance(answer, Mapping):
            raise Declined(f"{response.where} answered with something that is not GraphQL")
        data, extensions = answer.get("data"), answer.get("extensions")
        return GraphAnswer(
            data if isinstance(data, Mapping) else {}, tuple(objects(answer.get("errors"))),
            extensions if isinstance(extensions, Mapping) else {},
        )

    def said(self, errors: tuple[Mapping[str, Any], ...]) -> str:
        """The first thing that a platform complains of."""
        return self.client.plain(next((each.get("message") for each in errors), None) or "no reason given")

    def refused(self, reason: str) -> Declined:
        return Declined(f"{self.title}: {self.client.plain(reason)}")

    def not_let_in(self, why: str = "") -> Declined:
        told = f" ({self.client.plain(why)})" if why else ""
        return Declined(f"{self.title} does not accept {TOKEN_SETTING}{told}: make a new token with the rights that the guide lists")

    async def _sent(self, method: str, path: str, params: Mapping[str, str], body: Any, *, safe: bool) -> Response:
        response = await self.client.send(
            method, f"{self._root}{path}", headers=self._headers | {"Content-Type": "application/json"} if body is not None
            else self._headers, params=params or None, content=None if body is None else json.dumps(body).encode(), safe=safe,
        )
        if response.status in {401, 403}:
            raise self.not_let_in(f"HTTP {response.status}")
        if response.status == 404:
            raise Declined(f"{response.where} is not there: is this the address of a {self.title} shop?")
        if not 200 <= response.status < 300:
            raise Declined(f"{response.where} refused (HTTP {response.status}): {self.client.plain(_reason(response))}")
        return response


def _reason(response: Response) -> Any:
    try:
        answer = response.json()
    except Declined:
        return "no reason given"
    first = next(objects(member(answer, "errors")), None)  # GraphQL servers answer a query they do not understand with 400
    return member(answer, "message") or member(first, "message") or "no reason given"
