"""The words in which the files of this folder say who gets what.

A pattern names people who get what an address promises. What all others get follows from where
it plays: strangers to a place 404, insiders without the right 403, guests the way to the sign-in
(302). A new person of the cast therefore begins without any right, at the right distance, and gets
hers in the patterns that are meant for her.

A row is an address, by its name and by its path, and a pattern. What it promises is in its verb:
`page` shows (200), `form` shows and wants something filled in (an empty post gets 422), `question`
shows and does it when posted (302), `action` is only posted (302).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tests.worlds.cast import CAST

# `anyone` is nobody signed in, `stranger` has an account and no role.
PERSONAS = ("anyone", "stranger", *CAST)
SHOWN, DONE, SIGN_IN, FORBIDDEN, UNKNOWN, INCOMPLETE = 200, 302, 302, 403, 404, 422

# Those who do the municipality's work.
STAFF = "coordinator head planner"


@dataclass(frozen=True, eq=False)
class Pattern:
    """`who` gets what an address promises; `others` says what everybody else gets."""

    words: str
    who: frozenset[str]
    others: Mapping[str, int]

    def but(self, words: str = "", **exceptions: int) -> "Pattern":
        """The same, only that these people get something else."""
        return replace(
            self,
            words=words or self.words,
            who=self.who - exceptions.keys(),
            others={**self.others, **exceptions},
        )

    def statuses(self, promised: int) -> dict[str, int]:
        return {
            persona: promised if persona in self.who else self.others[persona]
            for persona in PERSONAS
        }


def pattern(words: str, who: str, inside: Iterable[str]) -> Pattern:
    """`who` names people of the cast, with blanks between them."""
    named = frozenset(who.split())
    assert named <= set(PERSONAS), f"nobody of the cast: {named - set(PERSONAS)}"
    others = {name: FORBIDDEN if name in inside else UNKNOWN for name in PERSONAS}
    return Pattern(words, named, {**others, "anyone": SIGN_IN})


def _at_home_in(*places: str) -> set[str]:
    return {name for name, (_role, where) in CAST.items() if where in places}


def in_municipality(words: str, who: str) -> Pattern:
    """In Landkreis Musterau; its programme and its Land are no strangers there."""
    return pattern(words, who, _at_home_in("musterau", "programme", "land"))


def in_programme(words: str, who: str) -> Pattern:
    return pattern(words, who, _at_home_in("programme"))


def in_land(words: str, who: str) -> Pattern:
    return pattern(words, who, _at_home_in("land"))


def on_platform(words: str, who: str) -> Pattern:
    """A workspace of the operators, which nobody else knows of."""
    return pattern(words, who, _at_home_in("platform"))


def in_country(words: str, who: str) -> Pattern:
    """At no place in particular: everybody who has an account knows that it is there."""
    return pattern(words, who, PERSONAS)


EVERYBODY = in_country("everybody, signed in or not", " ".join(PERSONAS))
SIGNED_IN = in_country("everybody with an account", " ".join(PERSONAS[1:]))
GUESTS = EVERYBODY.but("whoever is not signed in", **dict.fromkeys(PERSONAS[1:], DONE))


@dataclass(frozen=True)
class Row:
    """One address; `get` and `post` are promised to those whom the pattern names."""

    name: str
    path: str
    pattern: Pattern
    get: int | None = None
    post: int | None = None

    @property
    def expected(self) -> dict[str, dict[str, int]]:
        """Method, persona, status."""
        promises = {"GET": self.get, "POST": self.post}
        return {
            method: self.pattern.statuses(status)
            for method, status in promises.items()
            if status is not None
        }

    def __str__(self) -> str:
        return f"{self.name} {self.path}"


def page(name: str, path: str, who: Pattern, get: int = SHOWN) -> Row:
    return Row(name, path, who, get=get)


def form(name: str, path: str, who: Pattern, get: int = SHOWN, post: int = INCOMPLETE) -> Row:
    return Row(name, path, who, get, post)


def question(name: str, path: str, who: Pattern) -> Row:
    return Row(name, path, who, SHOWN, DONE)


def action(name: str, path: str, who: Pattern, post: int = DONE) -> Row:
    return Row(name, path, who, post=post)


def below(path: str, *rows: Row) -> tuple[Row, ...]:
    """Rows whose paths begin alike."""
    return tuple(replace(row, path=path + row.path) for row in rows)
