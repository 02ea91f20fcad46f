"""What several parts of a page read, read once while the page is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_page: ContextVar[dict[Any, Any] | None] = ContextVar("page", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """While a page is made that changes nothing; everywhere else each call reads anew."""
    token = _page.set({})
    try:
        yield
    finally:
        _page.reset(token)


class Remembers:
    """A look at something, which remembers in `known` what was read for it."""

    known: dict[Any, Any]

    def once(self, read: Callable[[Any], Result]) -> Result:
        """The result of `read(look)`, remembered for whoever needs it too."""
        if read not in self.known:
            self.known[read] = read(self)
        found: Result = self.known[read]
        return found


def once_per_page(read: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """The same arguments give the same result within one page. It is shared: never change it.

    Rows count as the same by their key. A query set is remembered with what was read from it.
    """

    @wraps(read)
    def reading(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        known = _page.get()
        if known is None:
            return read(*args, **kwargs)
        key = (read, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = read(*args, **kwargs)
        found: Result = known[key]
        return found

    return reading
