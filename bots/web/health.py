"""Whether the shop is alive and ready, and its counters, for those who run it."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots.web.refusals import as_json, refusal
from bots.web.services import HealthProbe, WebServices

PROBE_SECONDS = 2.0
_log = logging.getLogger(__name__)


class Metrics:
    """The counters of one app, in a registry of its own so that several apps may live in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "tradewind_web_requests_total", "Requests answered", ("route", "method", "status"), registry=self.registry)
        self.seconds = Histogram(
            "tradewind_web_turn_seconds", "Time to answer a shopper's turn", registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10))
        self.streams = Gauge("tradewind_web_streams", "Open event streams", ("page",), registry=self.registry)


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts every answer by its route's template (never the raw path: strangers choose those)."""

    app: ASGIApp
    metrics: Metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "other")
                self.metrics.requests.labels(route, scope["method"], message["status"]).inc()
                if route == "/api/chat/turn":
                    self.metrics.seconds.observe(time.perf_counter() - began)
            await send(message)

        await self.app(scope, receive, counted)


async def parts_ready(probe: HealthProbe) -> Mapping[str, bool]:
    """Part -> works; a probe that fails or takes over two seconds is itself the part that does not work."""
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            return await probe()
    except Exception:
        _log.exception("health probe failed")
        return {"probe": False}


def routes(services: WebServices, metrics: Metrics) -> APIRouter:
    """GET /health (200 ready, 503 not; `live` is true whenever it answers) and GET /metrics (Prometheus text)."""
    router = APIRouter()

    @router.get("/health")
    async def health() -> Response:
        parts = await parts_ready(services.health)
        ready = all(parts.values())
        return as_json({"live": True, "ready": ready, "parts": dict(parts)}, 200 if ready else 503)

    @router.get("/metrics")
    async def counters(request: Request) -> Response:
        given = request.headers.get("authorization", "")
        wanted = services.metrics_token
        if wanted and not hmac.compare_digest(given.encode(), f"Bearer {wanted}".encode()):
            return refusal(401, "unauthorised", "authorization", "the metrics want their bearer token")
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router
