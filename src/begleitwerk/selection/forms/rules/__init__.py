"""Forms of the rule builder: what they ask for follows from what was chosen before."""

from begleitwerk.selection.forms.rules.criteria import CriterionForm
from begleitwerk.selection.forms.rules.fairness import FairnessForm
from begleitwerk.selection.forms.rules.hard import HardRuleForm
from begleitwerk.selection.forms.rules.live import RuleForm
from begleitwerk.selection.forms.rules.portfolio import PortfolioRuleForm
from begleitwerk.selection.forms.rules.proposals import ProposalsForm

__all__ = [
    "CriterionForm",
    "FairnessForm",
    "HardRuleForm",
    "PortfolioRuleForm",
    "ProposalsForm",
    "RuleForm",
]
