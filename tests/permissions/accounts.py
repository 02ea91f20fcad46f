"""One's own account."""

from tests.permissions.patterns import EVERYBODY, SIGNED_IN, UNKNOWN, action, below, page

ROWS = (
    *below(
        "/konto/",
        page("profile", "", SIGNED_IN),
        action("set_language", "sprache/", EVERYBODY),
        action("demo", "demo/", EVERYBODY, post=UNKNOWN),
    ),
)
