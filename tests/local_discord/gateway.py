"""The gateway: sessions that outlive their socket, so that a client can resume and miss nothing."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from .bell import Bell
from .components import JSON
from .places import Guild
from .world import World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
GUILDS_INTENT = 1
NEEDS_GUILDS = ("GUILD_", "CHANNEL_", "THREAD_")
WRONG_TOKEN, WRONG_SHARD = 4004, 4010
KEPT_EVENTS = 20_000


@dataclass(eq=False)
class Socket:
    """One websocket: frames go out through a queue, so that nobody has to wait to send."""

    request: web.Request
    ws: web.WebSocketResponse
    queue: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    def send(self, op: int, d: object, *, seq: int | None = None, name: str | None = None) -> None:
        """Put a frame into the queue."""
        self.queue.put_nowait(json.dumps({"op": op, "d": d, "s": seq, "t": name}))

    async def write(self) -> None:
        """Send what is queued, for as long as the socket lives."""
        try:
            while True:
                await self.ws.send_str(await self.queue.get())
        except ConnectionError:
            return  # The reader sees the end of the socket too, and tidies up.

    async def close(self, code: int | None) -> None:
        """Close with a code, or cut the wire."""
        if code is not None:
            await self.ws.close(code=code)
        elif self.request.transport is not None:
            self.request.transport.abort()


@dataclass(eq=False)
class Session:
    """What a client may resume: who it is and every event that it was sent."""

    shard: int
    shards: int
    intents: int
    socket: Socket | None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    seq: int = 0
    events: deque[tuple[int, str, JSON]] = field(default_factory=lambda: deque(maxlen=KEPT_EVENTS))

    def dispatch(self, name: str, payload: JSON) -> None:
        """Send an event, or keep it until the client resumes."""
        if name.startswith(NEEDS_GUILDS) and not self.intents & GUILDS_INTENT:
            return
        self.seq += 1
        self.events.append((self.seq, name, payload))
        if self.socket is not None:
            self.socket.send(DISPATCH, payload, seq=self.seq, name=name)

    def replay(self, seen: int, socket: Socket) -> None:
        """Go on with a new socket, after the last event that the client has seen."""
        self.socket = socket
        for seq, name, payload in self.events:
            if seq > seen:
                socket.send(DISPATCH, payload, seq=seq, name=name)
        self.dispatch("RESUMED", {})

    def covers(self, guild_id: int | None) -> bool:
        """Whether this shard hears of that guild; private matters go to shard 0."""
        return (0 if guild_id is None else (guild_id >> 22) % self.shards) == self.shard


class Gateway:
    """All sessions and sockets, and everything that clients sent."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.sessions: list[Session] = []
        self.frames: list[JSON] = []
        self.refusing = False
        self.changed = Bell()
        self._sockets: set[Socket] = set()

    @property
    def connected(self) -> list[Session]:
        """The sessions with a living socket."""
        return [session for session in self.sessions if session.socket is not None]

    def dispatch(self, name: str, payload: JSON, guild_id: int | None = None) -> None:
        """Send an event to the sessions whose shard it concerns."""
        for session in self.sessions:
            if session.covers(guild_id):
                session.dispatch(name, payload)

    def broadcast(self, name: str, payload: JSON) -> None:
        """Send an event to every session, whatever its shard."""
        for session in self.sessions:
            session.dispatch(name, payload)

    def forget(self) -> None:
        """Keep no event for a resume, and no frame."""
        self.frames.clear()
        for session in self.sessions:
            session.events.clear()

    def repeat(self, name: str) -> None:
        """Deliver the last event of that name again, as happens around a resume."""
        for session in self.sessions:
            _, _, payload = next(event for event in reversed(session.events) if event[1] == name)
            session.dispatch(name, payload)

    async def drop(self, code: int | None = None) -> None:
        """Close every socket; the sessions may be resumed."""
        sockets = list(self._sockets)
        for socket in sockets:
            self._leave(socket)
        await asyncio.gather(*(socket.close(code) for socket in sockets))

    def send_away(self) -> None:
        """Ask every client to come back with another socket; the sessions may be resumed."""
        for socket in self._sockets:
            socket.send(RECONNECT, None)

    def end_sessions(self) -> None:
        """Forget every session, and tell its client so: it has to begin another."""
        ended, self.sessions = self.connected, []
        for session in ended:
            if session.socket is not None:
                session.socket.send(INVALID, False)
        self.changed.ring()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Handle one websocket from HELLO to its end."""
        if self.refusing:
            return web.Response(status=503)
        ws = web.WebSocketResponse(max_msg_size=4096, autoping=True)
        await ws.prepare(request)
        socket = Socket(request, ws)
        self._sockets.add(socket)
        writer = asyncio.create_task(socket.write(), name="local-discord-gateway-writer")
        socket.send(HELLO, {"heartbeat_interval": 41250})
        try:
            await self._read(socket)
        finally:
            self._leave(socket)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        return ws

    async def _read(self, socket: Socket) -> None:
        async for message in socket.ws:
            if message.type is not WSMsgType.TEXT:
                return
            frame = json.loads(message.data)
            self.frames.append({"op": frame.get("op"), "d": frame.get("d")})
            self.changed.ring()
            await self._act(socket, frame)

    async def _act(self, socket: Socket, frame: JSON) -> None:
        op, d = frame.get("op"), frame.get("d")
        if op == HEARTBEAT:
            socket.send(ACK, None)
        elif op == IDENTIFY and isinstance(d, dict):
            await self._identify(socket, d)
        elif op == RESUME and isinstance(d, dict):
            await self._resume(socket, d)

    async def _identify(self, socket: Socket, d: JSON) -> None:
        shard, shards = d.get("shard") or (0, 1)
        if d["token"] != self._world.token:
            await socket.ws.close(code=WRONG_TOKEN, message=b"Authentication failed.")
        elif not 0 <= shard < shards:
            await socket.ws.close(code=WRONG_SHARD, message=b"Invalid shard.")
        elif not self._world.starts.count():
            # Whoever begins too many has the token taken away.
            await socket.ws.close(code=WRONG_TOKEN, message=b"Authentication failed.")
        elif not self._world.starts.in_time(shard):
            socket.send(INVALID, False)
        else:
            self._begin(Session(shard, shards, int(d["intents"]), socket))

    def _begin(self, session: Session) -> None:
        # A session that nobody will resume any more would only gather events.
        place = (session.shard, session.shards)
        gone = [s for s in self.sessions if s.socket is None and (s.shard, s.shards) == place]
        self.sessions = [*(s for s in self.sessions if s not in gone), session]
        guilds = [g for g in self._world.guilds.values() if g.bot and session.covers(g.id)]
        session.dispatch("READY", self._ready(session, guilds))
        for guild in guilds:
            if guild.available:
                session.dispatch("GUILD_CREATE", guild.payload() | {"unavailable": False})
        self.changed.ring()

    def _ready(self, session: Session, guilds: Iterable[Guild]) -> JSON:
        return {
            "v": 10,
            "user": self._world.bot.payload(),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self._world.gateway_url,
            "shard": [session.shard, session.shards],
            "application": {"id": str(self._world.bot.id), "flags": 0},
        }

    async def _resume(self, socket: Socket, d: JSON) -> None:
        known = [session for session in self.sessions if session.id == d.get("session_id")]
        if d.get("token") != self._world.token:
            await socket.ws.close(code=WRONG_TOKEN, message=b"Authentication failed.")
        elif not known:
            socket.send(INVALID, False)
        else:
            known[0].replay(int(d.get("seq") or 0), socket)
            self.changed.ring()

    def _leave(self, socket: Socket) -> None:
        self._sockets.discard(socket)
        for session in self.sessions:
            if session.socket is socket:
                session.socket = None
        self.changed.ring()
