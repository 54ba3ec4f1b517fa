"""Training slots: one run in each, the others queued in the order in which they came."""

import threading
import time

from backlit.cores import available_cores
from backlit.web.runs.scheduler import TrainingSlots


def test_the_first_train_and_the_others_wait_in_order():
    calls = []
    slots = TrainingSlots(2, lambda: calls.append(None))
    for worker in "abcd":
        slots.enqueue(worker)
    assert [slots.position(worker) for worker in "abcde"] == [0, 0, 1, 2, None]
    slots.enqueue("a")  # a worker that has a slot keeps it
    assert len(calls) == 4
    slots.release("b")
    assert [slots.position(worker) for worker in "acd"] == [0, 0, 1]
    slots.enqueue("b")
    assert [slots.position(worker) for worker in "acdb"] == [0, 0, 1, 2]
    slots.release("d")  # out of the middle of the queue
    assert slots.position("b") == 1
    slots.release("nobody")
    assert len(calls) == 7


def test_queued_workers_start_in_turn_or_leave():
    slots = TrainingSlots(1)
    slots.enqueue("a")
    assert slots.wait("a")
    results: dict[str, bool] = {}

    def wait(worker: str) -> None:
        results[worker] = slots.wait(worker)

    threads = []
    for worker in "bcd":
        slots.enqueue(worker)
        threads.append(threading.Thread(target=wait, args=(worker,)))
        threads[-1].start()
    time.sleep(0.05)
    assert results == {}
    slots.release("c")
    slots.release("a")
    for thread in threads[:2]:
        thread.join(5)
    assert results == {"b": True, "c": False}
    slots.release("b")
    threads[2].join(5)
    assert results["d"]


def test_there_is_a_place_for_each_core():
    assert available_cores() >= 1
