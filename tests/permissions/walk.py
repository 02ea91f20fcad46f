"""One request of one persona: what she gets, how many queries it takes, and no trace left."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.config import urls

# Begin and end of a transaction within the test's own; outside of tests they are no query.
BRACKETS = ("SAVEPOINT", "RELEASE", "ROLLBACK")
# The session remembers the workspace one comes into; who stays there writes nothing.
MOVING_IN = 'UPDATE "django_session"'
WRONG = b"<title>Fehler:"


@dataclass(frozen=True)
class Answer:
    status: int
    queries: tuple[str, ...]
    is_called_wrong: bool = False  # the title says that something is to be corrected


class Visitor:
    """One persona, signed in once; each of her visits starts from the same world."""

    def __init__(self, user: User | None) -> None:
        self.client = Client()
        self.session = ""
        if user is not None:
            self.client.force_login(user)
            self.session = self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def visit(self, path: str, method: str = "GET") -> Answer:
        self.client.cookies.clear()
        if self.session:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        empty_form = {"content_type": "application/x-www-form-urlencoded"}
        extra: dict[str, Any] = empty_form if method == "POST" else {}
        with undone(), counted() as statements:
            response = self.client.generic(method, path, **extra)
        is_called_wrong = method == "GET" and WRONG in getattr(response, "content", b"")
        return Answer(response.status_code, tuple(statements), is_called_wrong)


class UndoError(Exception):
    """Ends a block whose writes nobody shall see."""


@contextmanager
def undone() -> Iterator[None]:
    """What a request wrote is undone."""
    try:
        with transaction.atomic():
            yield
            raise UndoError
    except UndoError:
        pass


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.startswith((*BRACKETS, MOVING_IN)):
            statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield statements


@contextmanager
def bare_refusals() -> Iterator[None]:
    """Refusals without their page and without a log: the walk meets five thousand of them."""

    def refuse(status: int) -> Callable[..., HttpResponse]:
        return lambda request, exception: HttpResponse(status=status)

    log = logging.getLogger("django.request")
    with pytest.MonkeyPatch.context() as patch:
        for status in (403, 404):
            patch.setattr(urls, f"handler{status}", refuse(status), raising=False)
        patch.setattr(log, "disabled", True)
        yield
