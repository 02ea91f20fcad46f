"""What must not be read out of texts and figures."""

from begleitwerk.engine.disclosure.freetext import Hint, HintKind, personal_data_hints

__all__ = ["Hint", "HintKind", "personal_data_hints"]
