"""The only place that names implementations: everything one process needs, built and connected."""

from __future__ import annotations

import gc
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import structlog

from bots.channels.channel import CAPABILITIES, Channel, Unreachable
from bots.channels.degrade import all_buttons, shown_text
from bots.dialogue.talk import Talk
from bots.messages import Answer
from bots.runtime.bus import Bus
from bots.runtime.bus_local import LocalBus
from bots.runtime.clock import SandboxClock, SetClock
from bots.runtime.conversation import ShopConversation
from bots.runtime.sealing import AesSeal, derived_key, secret_of
from bots.runtime.settings import Settings
from bots.runtime.worker import Worker
from bots.runtime.writer import Writer
from commerce_core.api import Core
from commerce_core.sample_shop.seed import seed
from commerce_core.services.administration import SandboxClock as ClockAhead
from commerce_core.storage.sqlite import SqliteDatabase
from connectors.carriers.sandbox import SandboxCarrier
from connectors.payments.sandbox import SandboxPayments
from connectors.rates.reference_rates import ReferenceRates
from nlu.understand import load

log = structlog.get_logger()

_PREFIX_SIGNS = 16


@dataclass(slots=True)
class House:
    """One running shop."""

    settings: Settings
    secret: bytes
    database: SqliteDatabase
    clock: SandboxClock | SetClock
    core: Core
    writer: Writer
    worker: Worker
    conversation: ShopConversation
    bus: Bus
    channels: dict[str, Channel]

    @staticmethod
    def settle() -> None:
        """What is loaded by now stays as long as the process: the collector need not go through it again and again.

        For a process that serves one shop (measured: a twelfth of a turn's CPU).
        """
        gc.collect()
        gc.freeze()

    def close(self) -> None:
        """Finish what was begun and give the database back."""
        self.writer.stop()
        self.database.close()


def open_house(settings: Settings, *, in_memory: bool = False, clock: SetClock | None = None, sample: bool = True) -> House:
    """Open the shop of the data folder (or one in memory), with the sample shop in it when it is empty.

    Raises StorageFailed for a database that cannot be used, ValueError for a setting or key that cannot be.
    """
    if not in_memory:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = secrets.token_bytes(32) if in_memory else secret_of(settings.data_dir)
    bus: Bus = LocalBus() if in_memory else bus_of(settings, secret)
    path: Path | None = None if in_memory else settings.database_path
    database = SqliteDatabase(path, AesSeal(derived_key(secret, "people")), ReferenceRates())
    time = clock or SandboxClock()
    core = Core(database, time)
    if sample:
        seed(core, time.now())
    if isinstance(time, SandboxClock):
        time.run_ahead(core.ask(ClockAhead()))
    writer, channels = Writer(core), dict[str, Channel]()
    talk = Talk(load(), shown_text, all_buttons, lambda channel: CAPABILITIES[channel].numbered_choices)

    async def tell(key: str, order_id: str, kind: str) -> None:
        channel, account, handle, answer = await conversation.tell(f"tell:{key}", order_id, kind)
        await _deliver(bus, channels, (channel, account, handle), answer)

    async def tell_claim(key: str, claim: Mapping[str, Any]) -> None:
        found = await conversation.tell_claim(f"tell:{key}", claim)
        if found is not None:
            await _deliver(bus, channels, found[:3], found[3])

    async def promote(promotion_id: str, buyer_id: str) -> str:
        found = await conversation.promote(promotion_id, buyer_id)
        if found is None:
            return "stopped"
        channel, account, handle, answer = found
        try:
            reached = await _deliver(bus, channels, (channel, account, handle), answer)
        except Exception as error:
            log.warning("promotion.failed", channel=channel, error=repr(error))
            return "failed"
        return "sent" if reached else "unreachable"

    def publish(topic: str, message: bytes) -> None:
        bus.publish(topic, message)

    worker = Worker(core, SandboxPayments(), SandboxCarrier(), tell, promote, tell_claim)
    conversation = ShopConversation(talk, core, writer, worker.run_job, publish)
    return House(settings, secret, database, time, core, writer, worker, conversation, bus, channels)


def bus_of(settings: Settings, secret: bytes) -> Bus:
    """The bus that the settings ask for. Processes with the shop's secret share it; shops on one Redis do not meet.

    Connects when it is first needed. Raises ValueError for a URL that cannot be.
    """
    if settings.redis_url is None:
        return LocalBus()
    from bots.runtime.bus_redis import RedisBus

    url = settings.redis_url.get_secret_value()
    try:
        return RedisBus(url, f"tradewind:{derived_key(secret, 'bus').hex()[:_PREFIX_SIGNS]}")
    except ValueError as error:
        raise ValueError(f"REDIS_URL: {error}") from None


async def _deliver(bus: Bus, channels: dict[str, Channel], to: tuple[str, str, str], answer: Answer) -> bool:
    """To whoever listens on the chat's topic here (web pages, the terminal), and to the platform of the buyer.

    False when the buyer cannot be written to any more. A page that is closed finds the message in its history.
    """
    channel, account, handle = to
    bus.publish(f"{channel}:{account}:{handle}", orjson.dumps(answer.as_json()))
    if channel in channels:
        try:
            await channels[channel].send(handle, answer)
        except Unreachable:  # who blocked us has heard the last of us
            log.info("buyer.unreachable", channel=channel)
            return False
    return True
