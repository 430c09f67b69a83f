"""Connections that neither ask nor listen are cut, so that nobody can hold all of them."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle


def impatient(seconds: float) -> type[H11Protocol]:
    """Uvicorn's HTTP/1.1, with an end to patience.

    uvicorn waits without limit for the rest of a request's head, for the rest of a body whose
    request was answered already, and for an answer to be fetched. Here a connection is cut when
    for so many seconds there was neither a new request nor an answer in work, or when nothing of
    a waiting answer was fetched. (How long a body may take that is read is not decided here.)
    """

    class Impatient(H11Protocol):
        _timer: asyncio.TimerHandle | None = None
        _last_cycle: RequestResponseCycle | None = None
        _last_buffered = 0

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._timer = self.loop.call_later(seconds, self._look)

        def connection_lost(self, exc: Exception | None) -> None:
            if self._timer is not None:
                self._timer.cancel()
            super().connection_lost(exc)

        def _look(self) -> None:
            buffered = self.transport.get_write_buffer_size()
            idle = self.cycle is None or self.cycle.response_complete
            silent = idle and self.cycle is self._last_cycle and not buffered
            deaf = 0 < self._last_buffered <= buffered
            if silent or deaf:
                self.transport.abort()
                return
            # an answer that is in work when we look may end right after: then it is looked at
            # again, as a new one
            self._last_cycle = self.cycle if idle else None
            self._last_buffered = buffered
            self._timer = self.loop.call_later(seconds, self._look)

    return Impatient
