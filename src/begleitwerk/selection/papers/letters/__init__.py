"""Letters after the decision: result, own scores, the reason; nothing about others. German."""

from begleitwerk.selection.papers.letters.content import LetterBook, letter_kind
from begleitwerk.selection.papers.letters.document import decision_letter

__all__ = ["LetterBook", "decision_letter", "letter_kind"]
