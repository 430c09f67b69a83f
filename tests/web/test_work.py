"""Too much work is refused in time, and work that nobody waits for ends."""

from __future__ import annotations

import asyncio
import threading
import time
from types import SimpleNamespace

import httpx
import pytest

from artline.web.problems import ProblemError
from artline.web.work import AbandonedError, WorkQueue


class Client:
    """What a request is to the queue: somebody who may hang up."""

    def __init__(self) -> None:
        self.hung_up = asyncio.Event()

    async def receive(self) -> dict[str, str]:
        await self.hung_up.wait()
        return {"type": "http.disconnect"}


def _queue(**changes):
    return WorkQueue("test", **{"threads": 1, "waiting": 1, "seconds": 20, **changes})


def test_beyond_its_places_it_refuses_and_says_when_to_come_again():
    """One works, one waits, one is refused; when they are done there is room."""

    async def run():
        queue, go_on = _queue(), threading.Event()
        tasks = [
            asyncio.create_task(queue.run(Client(), lambda _step: go_on.wait(20))) for _ in range(2)
        ]
        await asyncio.sleep(0.05)
        with pytest.raises(ProblemError) as refusal:
            await queue.run(Client(), lambda _step: None)
        assert refusal.value.status == 429
        assert 1 <= int(refusal.value.headers["Retry-After"]) <= 60
        go_on.set()
        assert await asyncio.gather(*tasks) == [True, True]
        await asyncio.sleep(0.05)
        assert queue.held == 0
        assert await queue.run(Client(), lambda _step: "done") == "done"

    asyncio.run(run())


def test_on_a_slow_machine_it_refuses_what_would_come_too_late():
    """Places are free, but who waited there would be told after a minute that it took too long.

    What need not wait is done however slow the machine is: else nothing would ever be done.
    """

    async def run():
        queue, go_on = _queue(waiting=16, seconds=0.6), threading.Event()
        for _ in range(8):
            await queue.run(Client(), lambda _step: time.sleep(0.4))
        await asyncio.sleep(0.05)
        task = asyncio.create_task(queue.run(Client(), lambda _step: go_on.wait(20)))
        await asyncio.sleep(0.05)
        with pytest.raises(ProblemError) as refusal:
            queue.refuse_if_full()
        assert refusal.value.status == 429
        go_on.set()
        assert await task

    asyncio.run(run())


def test_who_waited_in_vain_is_told_to_come_again():
    """429, not 503: nothing of theirs took too long, it was never begun."""

    async def run():
        queue, go_on = _queue(seconds=0.3), threading.Event()
        first = asyncio.create_task(queue.run(Client(), lambda _step: go_on.wait(20)))
        await asyncio.sleep(0.02)
        with pytest.raises(ProblemError) as refusal:
            await queue.run(Client(), lambda _step: "done")
        assert refusal.value.status == 429
        go_on.set()
        await asyncio.wait([first])
        first.exception()  # its own time may be up too, which is not what is asked here

    asyncio.run(run())


def test_work_ends_at_its_next_step_when_the_client_is_gone():
    """And what only waited is never begun."""

    async def run():
        queue, steps, begun, client = _queue(), [], threading.Event(), Client()

        def work(step):
            for number in range(1000):
                begun.set()
                step()
                steps.append(number)
                time.sleep(0.01)

        task = asyncio.create_task(queue.run(client, work))
        waiting_client, never = Client(), []
        waiting = asyncio.create_task(queue.run(waiting_client, lambda _: never.append(1)))
        await asyncio.to_thread(begun.wait, 20)
        waiting_client.hung_up.set()
        client.hung_up.set()
        for one in (task, waiting):
            with pytest.raises(AbandonedError):
                await one
        for _ in range(200):
            if queue.held == 0:
                break
            await asyncio.sleep(0.02)
        assert queue.held == 0 and not never
        assert len(steps) < 500

    asyncio.run(run())


def test_work_that_takes_too_long_is_given_up():
    """503; its place is held until the thread really is free, so threads stay bounded."""

    async def run():
        queue, go_on = _queue(seconds=0.1), threading.Event()
        with pytest.raises(ProblemError) as refusal:
            await queue.run(Client(), lambda _step: go_on.wait(20))
        assert refusal.value.status == 503
        assert queue.held == 1
        go_on.set()
        await asyncio.sleep(0.2)
        assert queue.held == 0

    asyncio.run(run())


def test_when_it_closes_what_waits_is_told():
    """503, and nothing new is taken."""

    async def run():
        queue, go_on = _queue(), threading.Event()
        working = asyncio.create_task(queue.run(Client(), lambda _step: go_on.wait(20)))
        waiting = asyncio.create_task(queue.run(Client(), lambda _step: None))
        await asyncio.sleep(0.05)
        queue.close()
        go_on.set()
        for task in (waiting, asyncio.create_task(queue.run(Client(), lambda _step: None))):
            with pytest.raises(ProblemError) as refusal:
                await task
            assert refusal.value.status in (503, 429)
        assert await working is True

    asyncio.run(run())


def test_a_fault_in_work_is_raised_where_it_is_waited_for():
    """Not lost in a thread."""

    def fails(_step):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(_queue().run(SimpleNamespace(receive=asyncio.Event().wait), fails))


def test_many_at_once_get_a_drawing_or_a_429(serve_with, jpeg):
    """Over real connections; and nothing else."""
    server = serve_with(workers=1, waiting=1)
    answers = []

    def send() -> None:
        with httpx.Client(base_url=server.url, timeout=600) as client:
            answers.append(client.post("/api/draw", files={"photo": jpeg}))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = sorted(answer.status_code for answer in answers)
    assert set(statuses) == {200, 429}
    for answer in answers:
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) >= 1
            assert answer.headers["content-type"] == "application/problem+json"
    assert server.client.post("/api/draw", files={"photo": jpeg}).status_code == 200


def test_the_server_notices_that_a_client_is_gone(serve_with, large):
    """Its place is free again, though nobody fetched the answer."""
    server = serve_with(workers=1, waiting=0)
    queue = server.app.state.studio.seeing
    with pytest.raises(httpx.TimeoutException):
        httpx.post(
            f"{server.url}/api/draw?size=4000", files={"photo": large},
            timeout=httpx.Timeout(20, read=0.05),
        )  # fmt: skip
    told, end = "", time.monotonic() + 300
    while 'route="/api/draw",status=' not in told or queue.held:
        assert time.monotonic() < end
        told = server.client.get("/metrics").text
    assert 'route="/api/draw",status="499"' in told
