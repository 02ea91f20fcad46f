"""Where the texts about themes go when an application turns to other themes: none gets lost."""

from collections.abc import Sequence

from begleitwerk.selection.models import Application
from begleitwerk.selection.selectors.applications.experience import text_about


def follow_themes(application: Application, before: Sequence[str], after: Sequence[str]) -> None:
    """Several themes: each keeps its own text, a new one has none yet. One: it has the only text.

    What was written about a theme that is given up waits for it, should it be chosen again.
    """
    if set(before) == set(after):
        return
    told = {key: text_about(application, key) for key in before}
    texts = {**application.experience_by_theme, **told}
    if len(after) == 1:
        application.experience = texts.pop(after[0], application.experience)
    elif after:
        first = {} if before else dict.fromkeys(after, application.experience)
        texts = {**dict.fromkeys(after, ""), **first, **texts}
        application.experience = ""
    application.experience_by_theme = texts
