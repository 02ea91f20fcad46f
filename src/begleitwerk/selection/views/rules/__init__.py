"""The rule builder and the versions of the rules."""

from begleitwerk.selection.views.rules.builder import (
    CriterionAdd,
    CriterionEdit,
    CriterionRemove,
    HardRuleAdd,
    HardRuleEdit,
    HardRuleList,
    HardRuleRemove,
    PortfolioRuleAdd,
    PortfolioRuleEdit,
    PortfolioRuleRemove,
    RuleProposals,
)
from begleitwerk.selection.views.rules.versions import (
    RulesCompare,
    RulesFreeze,
    RulesPage,
    RulesReopen,
    RulesVersion,
)

__all__ = [
    "CriterionAdd",
    "CriterionEdit",
    "CriterionRemove",
    "HardRuleAdd",
    "HardRuleEdit",
    "HardRuleList",
    "HardRuleRemove",
    "PortfolioRuleAdd",
    "PortfolioRuleEdit",
    "PortfolioRuleRemove",
    "RuleProposals",
    "RulesCompare",
    "RulesFreeze",
    "RulesPage",
    "RulesReopen",
    "RulesVersion",
]
