"""How many queries a page may make, and the pages that still make more.

The walk over the matrix counts for every persona who gets the page; a page with too many is visited
once more, so that what a process remembers after its first visit does not count. A page that
became better fails too: its number here goes down, and at twelve its line goes away. Nobody adds
a line.
"""

LIMIT = 12

# Address: queries it makes now.
STILL: dict[str, int] = {
    "networks:body": 13,
    "portal:cockpit": 14,
    "portal:home": 13,
    "processes:process": 13,
    "processes:process_at": 14,
    "programmes:edition": 15,
    "programmes:participation": 13,
    "selection:application": 15,
    "selection:application_check": 15,
    "selection:application_step": 14,
    "selection:candidacy": 23,
    "selection:claim_answer": 13,
    "clusters:move": 13,
    "clusters:clusters": 16,
    "selection:decision": 13,
    "selection:decision_confirm": 13,
    "selection:decision_propose": 14,
    "selection:decision_return": 13,
    "selection:deviation_add": 14,
    "selection:hard_rule_edit": 13,
    "selection:hard_rule_list": 20,
    "selection:joint_score": 22,
    "selection:letter_preview": 13,
    "selection:replacement": 18,
    "selection:review": 23,
    "selection:review_reassign": 14,
    "selection:review_replace": 15,
    "selection:review_score": 23,
    "selection:reviews_assign": 16,
    "selection:round": 20,
    "selection:round_create": 15,
    "selection:round_reviews": 15,
    "selection:rules": 20,
    "selection:rules_freeze": 17,
    "selection:rules_version": 17,
    "selection:runs": 25,
    "selection:story": 17,
    "municipal_survey:wave": 13,
}
