"""Close idle connections, so that no client can hold all of them."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle


def idle_timeout_protocol(seconds: float) -> type[H11Protocol]:
    """Uvicorn's HTTP/1.1 protocol with a timeout for idle connections.

    uvicorn waits without limit for the rest of a request's head, for the rest of a body whose
    request was answered already, and for an answer to be read. This protocol closes a connection
    that for `seconds` had neither a new request nor an answer in progress, or whose client read
    nothing of a waiting answer. The time for a body that is being read is limited elsewhere
    (`artline.web.uploads`).
    """

    class IdleTimeoutProtocol(H11Protocol):
        _timer: asyncio.TimerHandle | None = None
        _last_cycle: RequestResponseCycle | None = None
        _last_buffered = 0

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._timer = self.loop.call_later(seconds, self._check)

        def connection_lost(self, exc: Exception | None) -> None:
            if self._timer is not None:
                self._timer.cancel()
            super().connection_lost(exc)

        def _check(self) -> None:
            buffered = self.transport.get_write_buffer_size()
            idle = self.cycle is None or self.cycle.response_complete
            silent = idle and self.cycle is self._last_cycle and not buffered
            unread = 0 < self._last_buffered <= buffered
            if silent or unread:
                self.transport.abort()
                return
            # an answer in progress may end right after this check: the next check counts from then
            self._last_cycle = self.cycle if idle else None
            self._last_buffered = buffered
            self._timer = self.loop.call_later(seconds, self._check)

    return IdleTimeoutProtocol
