"""What is printed for a collection: poster, cards to cut, the questionnaire on paper."""

from begleitwerk.fieldwork.papers.cards import Card, cards, poster
from begleitwerk.fieldwork.papers.questionnaire import questionnaire

__all__ = ["Card", "cards", "poster", "questionnaire"]
