"""One text for equal values, and its fingerprint: what seals, compares and remembers rests on it.

JSON with sorted keys, no spaces and letters as they are (the idea of RFC 8785).
"""

import json
from hashlib import sha256


def canonical_json(plain: object) -> str:
    """The text of plain values; numbers must be finite."""
    return json.dumps(
        plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest_of(plain: object) -> str:
    """SHA-256 over it, 64 hexadecimal digits; half of a surrogate pair does no harm."""
    return sha256(canonical_json(plain).encode("utf-8", "surrogatepass")).hexdigest()
