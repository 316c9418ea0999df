"""How a step states what it expects; a failure names both sides."""

from __future__ import annotations

from collections.abc import Callable


def same(found: object, expected: object) -> None:
    """Fails unless the two are equal."""
    if found != expected:
        raise AssertionError(f"found {found!a}, expected {expected!a}")


def refused(call: Callable[[], object], kind: type[Exception], text: str) -> str:
    """Fails unless the call raises this kind of error, with this text in it."""
    try:
        answer = call()
    except kind as error:
        if text not in str(error):
            raise AssertionError(f"refused without {text!r}: {error}") from error
        return str(error)
    raise AssertionError(f"not refused, the answer was {answer!r}")
