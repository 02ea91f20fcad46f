"""Persons the source documents name; none may be carried over, not even into a test.

So the names stand here as digests (SHA-256 of the word in lower case, first 16 digits).
"""

import hashlib
import re

DIGESTS = frozenset(
    {
        "9fdd214866bef947",
        "4e31f935334fe1dc",
        "e0e4be69324ed078",
        "d6aafa1a02dc14b5",
        "5370eefee525cb71",
    }
)


def persons_in(text: str) -> set[str]:
    """The words of a text that are names of these persons."""
    words = set(re.findall(r"\w+", text.lower()))
    return {word for word in words if hashlib.sha256(word.encode()).hexdigest()[:16] in DIGESTS}
