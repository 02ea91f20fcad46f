"""What the things of a run are called, from its round and its frozen rules."""

from begleitwerk.engine.selection.result import PLACES
from begleitwerk.selection.models import SelectionRun
from begleitwerk.selection.presenters.reasons.names import Names
from begleitwerk.selection.presenters.rule_words import (
    hard_rule_sentence,
    quota_sentence,
    themes_sentence,
)
from begleitwerk.selection.selectors.attributes import attribute_infos
from begleitwerk.selection.selectors.rules import content_of
from begleitwerk.selection.selectors.runs import candidacies_by_key


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
    )
