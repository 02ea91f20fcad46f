"""What the things of a run are called, from its round and its frozen rules."""

from begleitwerk.engine.selection.protocol import Evidence
from begleitwerk.engine.selection.result import PLACES
from begleitwerk.selection.models import SelectionRun
from begleitwerk.selection.presenters.reasons.names import Names
from begleitwerk.selection.presenters.rule_words import (
    hard_rule_sentence,
    quota_sentence,
    themes_sentence,
)
from begleitwerk.selection.selectors.attributes import attribute_infos
from begleitwerk.selection.selectors.fields import place_words
from begleitwerk.selection.selectors.rules import content_of
from begleitwerk.selection.selectors.runs import candidacies_by_key, evidence_in


def names_of(run: SelectionRun) -> Names:
    """Municipalities by their present names, rules as they were frozen; few queries."""
    content = content_of(run.rule_set)
    values = {info.key: dict(info.values) for info in attribute_infos(run.round)}
    quotas = content["portfolio_rules"]
    return Names(
        candidates={
            key: row.municipality.name for key, row in candidacies_by_key(run.round).items()
        },
        themes={row["key"]: row["label"] for row in content["themes"]},
        rules={
            PLACES: themes_sentence(content),
            **{row["key"]: quota_sentence(row) for row in quotas},
        },
        hard_rules={row["key"]: hard_rule_sentence(row) for row in content["hard_rules"]},
        values={row["key"]: values.get(row["attribute"], {}) for row in quotas},
        facts=facts_in(run),
    )


def facts_in(run: SelectionRun) -> dict[str, dict[str, str]]:
    """What was found about each hard rule, as the run keeps it; never what is known today."""
    fields = {row["key"]: row["field"] for row in run.problem.get("hard_rules", ())}
    return {
        candidate: {
            rule: found_words(rows[field]) for rule, field in fields.items() if field in rows
        }
        for candidate, rows in evidence_in(run).items()
    }


def found_words(found: Evidence) -> str:
    """ "0,5 Stellen (Bewerbung vom 03.04.2027)"."""
    where = place_words(found)
    return f"{found.words} ({where})" if where else found.words
