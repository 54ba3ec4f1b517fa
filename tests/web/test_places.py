"""Who trains: as many as there are places, the others in the order in which they came."""

import threading
import time

from backlit.cores import available_cores
from backlit.web.places import Places


def test_the_first_train_and_the_others_wait_in_order():
    told = []
    places = Places(2, lambda: told.append(None))
    for who in "abcd":
        places.ask(who)
    assert [places.standing(who) for who in "abcde"] == [0, 0, 1, 2, None]
    places.ask("a")  # who has a place keeps it
    assert len(told) == 4
    places.leave("b")
    assert [places.standing(who) for who in "acd"] == [0, 0, 1]
    places.ask("b")
    assert [places.standing(who) for who in "acdb"] == [0, 0, 1, 2]
    places.leave("d")  # out of the middle of the queue
    assert places.standing("b") == 1
    places.leave("nobody")
    assert len(told) == 7


def test_whoever_waits_is_called_in_turn_or_leaves():
    places = Places(1)
    places.ask("a")
    assert places.wait("a")
    results: dict[str, bool] = {}

    def wait(who: str) -> None:
        results[who] = places.wait(who)

    threads = []
    for who in "bcd":
        places.ask(who)
        threads.append(threading.Thread(target=wait, args=(who,)))
        threads[-1].start()
    time.sleep(0.05)
    assert results == {}
    places.leave("c")
    places.leave("a")
    for thread in threads[:2]:
        thread.join(5)
    assert results == {"b": True, "c": False}
    places.leave("b")
    threads[2].join(5)
    assert results["d"]


def test_there_is_a_place_for_each_core():
    assert available_cores() >= 1
