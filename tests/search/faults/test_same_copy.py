"""Where the index has copies, who leafs through an answer is answered by one of them: their scores may differ."""

import json
import re
from collections.abc import Iterable

import pytest

from search.engines import Asked, Base
from search.engines.choosing import engine
from search.indexing import drain
from tests.conftest import Cast
from tests.search.faults.proxy import Proxy


@pytest.fixture
def asking(proxy: Proxy, cast: Cast) -> Proxy:
    drain()
    return proxy


def copy_of(path: str) -> str:
    found = re.search("[?&]preference=([^&]*)", path)
    assert found, path
    return found[1]


def copies(proxy: Proxy, bases: Iterable[Base], **more: int) -> list[str]:
    """What each request for a page names: one by one in its path."""
    proxy.asked.clear()
    for base in bases:
        engine().search(Asked(base, **more))
    return [copy_of(path) for path in proxy.asked]


def copies_together(proxy: Proxy, bases: Iterable[Base]) -> list[str]:
    """And of several questions in one request each in its header."""
    engine().search_each([Asked(base) for base in bases])
    lines = [json.loads(line) for line in proxy.last.splitlines()]
    assert all(header["allow_partial_search_results"] is False for header in lines[::2])
    return [header["preference"] for header in lines[::2]]


def test_who_holds_the_same_keys_is_answered_by_the_same_copy(asking: Proxy) -> None:
    """On every page, whatever is held back meanwhile; the keys themselves do not stand in an address."""
    teacher = Base(frozenset({"public", "municipality", "team:7"}))
    meanwhile = Base(frozenset({"team:7", "public", "municipality"}), frozenset({5}))
    visitor, nobody = Base(frozenset({"public"})), Base(frozenset())
    readers = [teacher, meanwhile, visitor, nobody]
    named = copies(asking, readers)
    assert copies(asking, readers, start=20) == copies_together(asking, readers) == named
    assert (named[0], len(set(named))) == (named[1], 3)
    assert all(re.fullmatch("[0-9a-f]{32}", copy) for copy in named)


def test_what_is_offered_names_a_copy_too(asking: Proxy) -> None:
    base = Base(frozenset({"public"}))
    (copy,) = copies(asking, [base])
    engine().titled(["ark"], base, limit=5)
    engine().spellings("ark", base, limit=5)
    assert [copy_of(path) for path in asking.asked] == [copy] * 3
