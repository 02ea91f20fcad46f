"""Who gets what at which address. One row per address; a data-protection officer can read it.

Columns are the cast of tests/conftest.py, in the order of PERSONAS. `anyone` is nobody signed in.
Statuses: 200 page, 302 on to the next page (for `anyone`: to the sign-in), 403 an insider without
the right, 404 as if it did not exist, 405 not by this method, 422 the form was not complete.

`method` is GET unless named. Places in braces are filled by tests/permissions/test_matrix.py:
{musterau} is the slug of Landkreis Musterau; {goal}, {measure} … are ids of one row of each kind
there, not released and not introduced.
"""

from dataclasses import dataclass

PERSONAS = (
    "anyone",
    "stranger",
    "neighbour",
    "coordinator",
    "head",
    "planner",
    "steering_member",
    "partner",
    "parent",
    "committee_member",
    "protection_officer",
    "facilitator",
    "office",
    "state_office",
    "researcher",
    "operator",
)


@dataclass(frozen=True)
class Row:
    name: str
    path: str
    statuses: tuple[int, ...]
    method: str = "GET"


def row(name: str, path: str, statuses: str, method: str = "GET") -> Row:
    """`statuses` are sixteen numbers in the order of PERSONAS, or one for all."""
    numbers = tuple(int(word) for word in statuses.split())
    return Row(name, path, numbers * len(PERSONAS) if len(numbers) == 1 else numbers, method)


# anyone stranger neighbour coordinator head planner steering partner parent committee
# protection facilitator office state_office researcher operator
MATRIX: tuple[Row, ...] = (
    # --- core: pages for everybody, outbox for operators
    row("core:page", "/seite/impressum/", "200"),
    row(
        "core:page_edit",
        "/seite/impressum/bearbeiten/",
        "302 403 403 403 403 403 403 403 403 403 403 403 403 403 403 200",
    ),
    row(
        "core:outbox",
        "/postausgang/",
        "302 403 403 403 403 403 403 403 403 403 403 403 403 403 403 200",
    ),
    row(
        "core:outbox_retry",
        "/postausgang/{mail}/erneut/",
        "302 403 403 403 403 403 403 403 403 403 403 403 403 403 403 302",
        "POST",
    ),
    row(
        "core:job",
        "/auftrag/{job}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404",
    ),
    # --- accounts
    row(
        "accounts:profile",
        "/konto/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row("accounts:set_language", "/konto/sprache/", "302", "POST"),
    row("accounts:demo", "/konto/demo/", "404", "POST"),
    # --- catalogue
    row(
        "catalogue:list",
        "/katalog/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row(
        "catalogue:version",
        "/katalog/roles/rollen/1/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row(
        "catalogue:export",
        "/katalog/roles/rollen/1/export/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row(
        "catalogue:import",
        "/katalog/import/",
        "302 403 403 403 403 403 403 403 403 403 403 403 200 403 403 200",
    ),
    row(
        "catalogue:import",
        "/katalog/import/",
        "302 403 403 403 403 403 403 403 403 403 403 403 422 403 403 422",
        "POST",
    ),
    # --- municipalities
    # --- files
    # --- programmes
    # --- networks
    # --- processes
    # --- goals
    # --- council
    # --- portal
)
