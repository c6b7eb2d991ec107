"""The edge of REST: reads requests, records them, lets scripted faults happen, sends answers."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import time
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime

from aiohttp import BodyPartReader, ClientPayloadError, web

from .components import JSON
from .faults import LIMITED, Fault, Faults, given_up, limited
from .record import Record
from .routing import Call, RefusedError, answer
from .world import World

API = "/api/v10"
CUT = 499
PNG = b"\x89PNG\r\n\x1a\n"


class Rest:
    """Everything below /api/v10."""

    def __init__(self, world: World, record: Record, faults: Faults) -> None:
        self._world, self._record, self._faults = world, record, faults

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, and do what a script says on its way."""
        path = request.path_qs.removeprefix(API)
        if act := self._faults.watched("arrived", request.method, path):
            act()
        if act := self._faults.watched("half", request.method, path):
            await request.content.read((request.content_length or 0) // 2)
            act()
            return reset(request)
        response = await self._serve(request)
        if act := self._faults.watched("acted", request.method, path):
            act()
        if act := self._faults.watched("answered", request.method, path):
            with suppress(ConnectionError):
                await response.prepare(request)
                await response.write_eof()
            act()
        return response

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        try:
            call = await read(request)
        except ValueError:
            return reply(400, {"message": "The request body contains invalid JSON.", "code": 50109})
        except ClientPayloadError:
            return reset(request)
        entry = self._record.add({"method": call.method, "path": call.path, "query": call.query, "body": call.body})
        self._record.uploads |= call.uploads
        status = CUT
        try:
            response = self._rested(call) or await self._meet_faults(request, call) or self._answer(call)
            status = response.status
            self._date(response)
        finally:
            self._record.answered(entry, status)
        return response

    def _date(self, response: web.StreamResponse) -> None:
        """Says what time it is, where that is not the machine's."""
        if self._world.ahead:
            response.headers["Date"] = format_datetime(datetime.now(UTC) + self._world.ahead, usegmt=True)

    async def attachment(self, request: web.Request) -> web.StreamResponse:
        """Answer who fetches a file that a person handed over. It is no part of the API and not recorded."""
        file = self._world.files.get(request.path)
        if file is None:
            return web.Response(status=404, text="This content is no longer available.")
        file.fetched += 1
        met = await self._meet_faults(request, Call(request.method, request.path))
        if file.endless and met is None:
            return await _without_end(request, file.content)
        return met or web.Response(body=file.content, content_type="application/octet-stream")

    def _rested(self, call: Call) -> web.Response | None:
        """The answer to a request where too many came."""
        rests = self._faults.rests
        seconds = round(rests.came(call.method, call.path), 3)
        if not seconds:
            return None
        headers, body = limited(seconds, "global")
        rests.begin(call.method, call.path, headers)
        return reply(LIMITED, body, headers)

    async def _meet_faults(self, request: web.Request, call: Call) -> web.StreamResponse | None:
        for fault in self._faults.meet(call.method, call.path):
            if fault.seconds:
                await asyncio.sleep(fault.seconds)
            if fault.given_up:
                await given_up(request)
            if fault.drop == "after":
                self._answer(call)
            if fault.drop:
                return reset(request)
            if fault.status is not None:
                return _scripted(fault)
        return None

    def _answer(self, call: Call) -> web.Response:
        try:
            body = answer(self._world, call)
        except RefusedError as refusal:
            return reply(refusal.status, refusal.body)
        return reply(200 if body is not None else 204, body, _limits(call))


async def _without_end(request: web.Request, content: bytes) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    with suppress(ConnectionError):
        while True:
            await response.write(content)
    return response


def _scripted(fault: Fault) -> web.Response:
    status = fault.status or 500
    body = fault.body
    if body is None and status >= 400:
        body = {"message": f"{status}: scripted", "code": 0}
    return reply(status, body, dict(fault.headers))


def reply(status: int, body: object, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer; the type has no charset, since discord.py would take the body for text."""
    if body is None:
        return web.Response(status=status, headers=headers)
    if isinstance(body, str):
        return web.Response(status=status, text=body, headers=headers)
    encoded = json.dumps(body).encode()
    return web.Response(status=status, body=encoded, content_type="application/json", headers=headers)


def _limits(call: Call) -> dict[str, str]:
    """Headers of a bucket that nobody empties; clients read it by route."""
    if call.authorization is None:
        return {}
    bucket = f"{zlib.crc32(call.path.encode()):08x}"
    headers = {"X-RateLimit-Bucket": bucket, "X-RateLimit-Limit": "1000"}
    headers |= {"X-RateLimit-Remaining": "999", "X-RateLimit-Reset-After": "1.000"}
    return headers | {"X-RateLimit-Reset": f"{time.time() + 1:.3f}"}


def reset(request: web.Request) -> web.Response:
    """Cut the connection with a reset, so that the client gets no answer at all."""
    if request.transport is not None:
        wire = request.transport.get_extra_info("socket")
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
    return web.Response(status=CUT)


async def read(request: web.Request) -> Call:
    """The request as a Call; of multipart the `payload_json` is the body, the rest are files."""
    call = Call(request.method, request.path.removeprefix(API), dict(request.query))
    call.authorization = request.headers.get("Authorization")
    if request.content_type.startswith("multipart/"):
        await _read_parts(request, call)
    elif raw := await request.read():
        call.body = json.loads(raw)
    return call


async def _read_parts(request: web.Request, call: Call) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = await part.read()
        if part.name == "payload_json":
            call.body = json.loads(bytes(content))
        else:
            file = _file(part, bytes(content))
            call.files.append(file)
            call.uploads[file["filename"]] = bytes(content)


def _file(part: BodyPartReader, content: bytes) -> JSON:
    """What Discord notes of a file: of a PNG also how large its picture is."""
    kind = part.headers.get("Content-Type", "application/octet-stream")
    file: JSON = {"filename": part.filename or "file", "size": len(content), "content_type": kind}
    if content.startswith(PNG):
        width, height = struct.unpack(">II", content[16:24])
        file |= {"content_type": "image/png", "width": width, "height": height}
    return file
