"""How many queries a page may make, and the pages that still make more.

The walk over the matrix counts for every persona who gets the page; a page with too many is visited
once more, so that what a process remembers after its first visit does not count. A page that
became better fails too: its number here goes down, and at twelve its line goes away. Nobody adds
a line.
"""

LIMIT = 12

# Address: queries it makes now.
STILL: dict[str, int] = {
    "selection:application": 15,
    "selection:application_check": 15,
    "selection:application_step": 14,
    "selection:candidacy": 23,
    "selection:claim_answer": 13,
    "selection:deviation_add": 13,
    "selection:hard_rule_list": 20,
    "selection:joint_score": 20,
    "selection:replacement": 18,
    "selection:review": 17,
    "selection:review_reassign": 14,
    "selection:review_replace": 15,
    "selection:review_score": 17,
    "selection:reviews_assign": 16,
    "selection:round_reviews": 15,
    "selection:rules": 20,
    "selection:rules_freeze": 17,
    "selection:rules_version": 17,
    "selection:runs": 25,
    "selection:story": 17,
}
