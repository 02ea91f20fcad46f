"""What an application says about its experience: one text for each theme it applies for.

With one theme the text stands in `experience`. With several each has its own, under the key of its
theme in `experience_by_theme`; a text that was handed in for all of them together stands for each.
"""

from collections.abc import Mapping
from typing import Any

from begleitwerk.selection.models import Application
from begleitwerk.selection.selectors.applications.parts import themes_said_in

EXPERIENCE = "experience"
OF_THEME = f"{EXPERIENCE}-"  # before the key of the theme: the name of a field


def text_about(application: Application, key: str) -> str:
    own: str | None = application.experience_by_theme.get(key)
    return application.experience if own is None else own


def themes_apart(application: Application) -> dict[str, str]:
    """Key and name of each theme that has a text of its own; none where one text is enough."""
    themes = themes_said_in(application)
    if len(themes) < 2:
        return {}
    return {theme.item.key: theme.item.label for theme in themes}


def texts_apart(application: Application) -> dict[str, str]:
    """Key of each theme and what is said about it; empty where one text stands for all."""
    if not application.experience_by_theme:
        return {}
    return {key: text_about(application, key) for key in themes_apart(application)}


def themes_untold(application: Application) -> list[str]:
    """The names of those among several themes nothing is said about."""
    themes = themes_apart(application)
    return [name for key, name in themes.items() if not text_about(application, key).strip()]


def theme_of_field(name: str) -> str:
    """The key of the theme a field is about; empty for all other fields."""
    return name.removeprefix(OF_THEME) if name.startswith(OF_THEME) else ""


def value_of(application: Application, name: str) -> Any:
    """What stands in a field of an application, or in the text about one theme."""
    key = theme_of_field(name)
    return text_about(application, key) if key else getattr(application, name)


def put_value(application: Application, name: str, value: Any) -> None:
    key = theme_of_field(name)
    if key:
        put_texts(application, {key: value})
    else:
        setattr(application, name, value)


def put_texts(application: Application, texts: Mapping[str, str]) -> None:
    stripped = {key: text.strip() for key, text in texts.items()}
    application.experience_by_theme = {**application.experience_by_theme, **stripped}
