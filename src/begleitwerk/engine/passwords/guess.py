"""The cheapest way to spell a password out of what people commonly use.

Whoever guesses does not try all letters: she tries words, names, years, rows of keys and repeats
of them, in all the ways people put these together. A password is cut into such pieces so that
they cost as little as possible; the cost of a piece is the binary logarithm of how many of its
kind there are.
(The idea is that of zxcvbn: D. L. Wheeler, USENIX Security 2016. Words and code are our own.)
"""

import re
from collections.abc import Iterable, Iterator

from begleitwerk.engine.passwords.words import KEY_ROWS, WORDS

# A password that costs no more is refused: two common words with a year, three in a row.
ENOUGH_BITS = 30.0

WORD, OWN_WORD, DISGUISE = 10.0, 3.0, 2.0
YEAR, ROW, RUN, REPEAT = 6.0, 6.0, 5.0, 2.0
LETTER, DIGIT, SIGN = 4.7, 3.4, 4.0

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
DISGUISES = str.maketrans("013457@$!|", "oieastasil")
IS_YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST_LOOKED_AT = 128
SHORTEST = 3


def bits(password: str, own_words: Iterable[str] = ()) -> float:
    """What it costs to guess a password, in bits; `own_words` are known about the person.

    What stands behind the 128th sign counts nothing.
    """
    text = folded(password)[:LONGEST_LOOKED_AT]
    own = frozenset(word for word in map(folded, own_words) if len(word) >= SHORTEST)
    cheapest = [0.0]
    for end in range(1, len(text) + 1):
        pieces = (
            cheapest[start] + cost for start in range(end) for cost in costs(text, start, end, own)
        )
        cheapest.append(min(pieces))
    return cheapest[-1]


def folded(text: str) -> str:
    return text.casefold().translate(UMLAUTS)


def costs(text: str, start: int, end: int, own: frozenset[str]) -> Iterator[float]:
    """What the piece from `start` to `end` costs, for each of the things it may be."""
    piece = text[start:end]
    if len(piece) == 1:
        yield LETTER if piece.isalpha() else DIGIT if piece.isdigit() else SIGN
    if text[:start].endswith(piece):
        yield REPEAT
    if len(piece) < SHORTEST:
        return
    yield from word_costs(piece, own)
    if len(set(piece)) == 1:
        yield RUN
    if any(piece in row for row in KEY_ROWS):
        yield ROW
    if IS_YEAR.fullmatch(piece):
        yield YEAR


def word_costs(piece: str, own: frozenset[str]) -> Iterator[float]:
    """As it stands, or disguised: "P4ssw0rt"."""
    for spelling, more in ((piece, 0.0), (piece.translate(DISGUISES), DISGUISE)):
        if spelling in own:
            yield OWN_WORD + more
        if spelling in WORDS:
            yield WORD + more
