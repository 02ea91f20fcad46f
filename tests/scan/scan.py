"""Who reads the words of one municipality, at any address somebody knows.

Nothing here knows rules or roles: whoever belongs to the municipality walks along the links and
tells all others where they were; those go there too, and wherever their own links lead them.
"""

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pypdf
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from begleitwerk.accounts.models import User
from tests.scan.canary import Canaries

LINK = re.compile(r"""\b(?:href|src|action|hx-get|data-href)=["']([^"'#][^"']*)["']""")
STARTS = ("/", "/konto/", "/programme/", "/kommunen/", "/katalog/")
# Leaving would end the walk; the sign-in page of a demo names its personas to everybody.
LEAVES = {"account_login", "account_logout"}


@dataclass
class Reader:
    """One person at her browser: where she was, and which field she read where."""

    user: User | None
    canaries: Canaries
    each_kind: int
    read: dict[str, str] = field(default_factory=dict)
    been: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.client = Client(raise_request_exception=False)
        if self.user is not None:
            self.client.force_login(self.user)

    def walk(self, addresses: Iterable[str]) -> None:
        """To these, and on along every link; `each_kind` addresses of the same name."""
        waiting = deque(addresses)
        while waiting:
            address = waiting.popleft()
            kind = kind_of(address)
            if kind is None or address in self.been or self.kinds[kind] >= self.each_kind:
                continue
            self.kinds[kind] += 1
            waiting.extend(links_in(address, self.look(address)))

    def visit(self, addresses: Iterable[str]) -> None:
        """To these and no further: what others told her of."""
        for address in addresses:
            if address not in self.been:
                self.look(address)

    def look(self, address: str) -> str:
        self.been.add(address)
        text = text_of(self.client.get(address, follow=True))
        for name in self.canaries.read_in(text):
            self.read.setdefault(name, address)
        return text


def kind_of(address: str) -> str | None:
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None
    return None if name in LEAVES else name


def links_in(address: str, text: str) -> list[str]:
    found = (urljoin(address, unescape(link)) for link in LINK.findall(text))
    return [urldefrag(link).url for link in found if link.startswith("/")]


def text_of(response: HttpResponseBase) -> str:
    """What can be read in an answer, be it a page, a table, a document or an archive."""
    content = (
        b"".join(response.streaming_content)  # type: ignore[attr-defined]
        if response.streaming
        else response.content  # type: ignore[attr-defined]
    )
    return readable(content) if response.status_code < 400 else content.decode(errors="replace")


def readable(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(readable(archive.read(name)) for name in archive.namelist())
    return content.decode(errors="replace")


@dataclass(frozen=True)
class Scan:
    """Who read what: by mail address, those of the place and all others ("" is a stranger)."""

    canaries: Canaries
    inside: dict[str, Reader]
    outside: dict[str, Reader]

    @property
    def addresses(self) -> set[str]:
        return {address for reader in self.inside.values() for address in reader.been}


def scan(
    canaries: Canaries, people: Iterable[User], each_kind: int, guides: tuple[str, ...] = ("",)
) -> Scan:
    """Everybody walks; whoever has no role in the place goes also where those were who have.

    `guides`: of the place's people only those walk whose addresses begin so.
    """
    members = set(canaries.place.workspace.memberships.values_list("user", flat=True))
    inside, outside = {}, {"": Reader(None, canaries, each_kind)}
    for person in people:
        if person.pk not in members:
            outside[person.email] = Reader(person, canaries, each_kind)
        elif person.email.startswith(guides):
            inside[person.email] = Reader(person, canaries, each_kind)
    for reader in (inside | outside).values():
        reader.walk((*STARTS, f"/suche/?q=Q{canaries.mark}0"))
    told = sorted({address for reader in inside.values() for address in reader.been})
    for reader in outside.values():
        reader.visit(told)
    return Scan(canaries, inside, outside)
