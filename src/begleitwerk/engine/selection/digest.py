"""Digests: short fingerprints of what a choice was made from, the same on every machine.

A digest is the SHA-256, in lower-case hexadecimal, of JSON in one fixed form: keys sorted, no
spaces, UTF-8, no escapes beyond those JSON demands (the idea of RFC 8785; numbers that are not
whole travel as text, so that no language's way of printing them matters). What has no order is
sorted before: candidates, themes, criteria, rules and quotas by key, lists of values by value.
"""

from dataclasses import replace

from begleitwerk.engine.canonical import digest_of
from begleitwerk.engine.selection.plain import to_plain
from begleitwerk.engine.selection.problem import Problem

RULE_PARTS = ("themes", "criteria", "hard_rules", "quotas", "fairness")


def problem_digest(problem: Problem) -> str:
    """64 hexadecimal digits over everything a choice depends on, the seed included.

    The same for any order of candidates and rules, and for numbers that are equal (4, 4.00).
    """
    return digest_of(to_plain(in_order(problem)))


def data_digest(problem: Problem) -> str:
    """The digest of everything but the seed: published before the lot is drawn, it binds the data.

    In a protocol: over the section problem with an empty seed.
    """
    return problem_digest(replace(problem, seed=""))


def rules_digest(problem: Problem) -> str:
    """The digest of the published rules alone: themes with places, criteria, rules, quotas, lot.

    Candidates, fixed, excluded and seed do not count: a replacement under the same frozen rules
    has the same digest.
    """
    whole = to_plain(in_order(replace(problem, candidates=(), fixed={}, excluded={}, seed="")))
    return digest_of({part: whole[part] for part in RULE_PARTS if part in whole})


def in_order(problem: Problem) -> Problem:
    """The same problem with everything that has no order sorted."""
    return replace(
        problem,
        candidates=tuple(sorted(problem.candidates, key=lambda row: row.key)),
        themes=tuple(sorted(problem.themes, key=lambda row: row.key)),
        criteria=tuple(sorted(problem.criteria, key=lambda row: row.key)),
        hard_rules=tuple(
            replace(rule, value=tuple(sorted(rule.value)))
            if isinstance(rule.value, tuple)
            else rule
            for rule in sorted(problem.hard_rules, key=lambda row: row.key)
        ),
        quotas=tuple(
            replace(quota, values=tuple(sorted(quota.values)))
            for quota in sorted(problem.quotas, key=lambda row: row.key)
        ),
    )
