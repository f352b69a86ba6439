"""Discord's gateway on a loopback websocket: HELLO, IDENTIFY, READY, heartbeats, RESUME with replay, dispatches, drops."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 7, 9, 10, 11
AUTHENTICATION_FAILED = 4004


@dataclass(slots=True)
class Session:
    """What one IDENTIFY began: everything dispatched in it, so that a RESUME can be given what it missed."""

    id: str
    sent: list[Json] = field(default_factory=list)
    heard: int = 0


class Gateway:
    """The websocket side of one bot. `ready` gives the payload of READY, `then` what is dispatched after it."""

    def __init__(self, token: str, ready: Any, then: Any) -> None:
        self._token, self._ready, self._then = token, ready, then
        self.identified: list[Json] = []
        self.resumed = 0
        self.refuse_with: int | None = None
        self._sessions: dict[str, Session] = {}
        self._session: Session | None = None
        self._socket: web.WebSocketResponse | None = None
        self._changed = asyncio.Condition()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}, "s": None, "t": None})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            message = json.loads(frame.data)
            match message["op"]:
                case op if op == HEARTBEAT:
                    await self._heard(message["d"])
                    await socket.send_json({"op": HEARTBEAT_ACK, "d": None, "s": None, "t": None})
                case op if op == IDENTIFY:
                    if message["d"]["token"] != self._token or self.refuse_with:
                        await socket.close(code=self.refuse_with or AUTHENTICATION_FAILED)
                        break
                    await self._identify(socket, message["d"])
                case op if op == RESUME:
                    await self._resume(socket, message["d"])
        if self._socket is socket:
            self._socket = None
        return socket

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        self.identified.append(data)
        session = Session(f"session{len(self._sessions)}")
        self._sessions[session.id] = self._session = session
        self._socket = socket
        await self.dispatch("READY", self._ready(session.id))
        for name, payload in self._then():
            await self.dispatch(name, payload)

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self._token:
            await socket.send_json({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
            return
        self.resumed += 1
        self._session, self._socket = session, socket
        for frame in [frame for frame in session.sent if frame["s"] > (data["seq"] or 0)]:
            await socket.send_json(frame)
        await self.dispatch("RESUMED", {})

    async def _heard(self, sequence: int | None) -> None:
        async with self._changed:
            if self._session is not None:
                self._session.heard = max(self._session.heard, sequence or 0)
            self._changed.notify_all()

    async def dispatch(self, name: str, payload: Json) -> None:
        """An event; while nobody is connected it waits in the session for a RESUME."""
        session = self._session
        if session is None:
            async with asyncio.timeout(10):
                while self._session is None:
                    await asyncio.sleep(0.005)
            session = self._session
        assert session is not None
        frame = {"op": DISPATCH, "d": payload, "s": len(session.sent) + 1, "t": name}
        session.sent.append(frame)
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_json(frame)

    async def heard_all(self, seconds: float = 10.0) -> None:
        """Until the bot has read every event: asked for a heartbeat, it tells the last number it has seen."""
        async with asyncio.timeout(seconds):
            while True:
                session, socket = self._session, self._socket
                if session is not None and socket is not None and not socket.closed:
                    await socket.send_json({"op": HEARTBEAT, "d": None, "s": None, "t": None})
                    async with self._changed:
                        try:
                            async with asyncio.timeout(0.5):
                                await self._changed.wait_for(lambda seen=session: seen.heard >= len(seen.sent))  # type: ignore[misc]
                                return
                        except TimeoutError:
                            continue
                await asyncio.sleep(0.005)

    async def ask_to_reconnect(self) -> None:
        """Op 7: close and resume."""
        assert self._socket is not None
        await self._socket.send_json({"op": RECONNECT, "d": None, "s": None, "t": None})

    async def drop(self, code: int = 4000) -> None:
        """Close the connection from our side; a code of 4000 may be resumed."""
        assert self._socket is not None
        socket, self._socket = self._socket, None
        await socket.close(code=code)

    async def forget_session(self) -> None:
        """The next RESUME is refused, as after a long absence."""
        self._sessions.clear()
