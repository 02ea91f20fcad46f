"""Typed readers of environment variables.

Each variable may also be given as NAME_FILE, the path of a file that holds the value, so that
secrets need not stand in the environment.
"""

import os
from pathlib import Path

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class SettingError(Exception):
    """A variable has a value nobody can use; the text says which and what is expected."""


def text(name: str, default: str = "") -> str:
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise SettingError(f"{name} must be one of 1, 0, true, false; it is {value!r}.")


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise SettingError(f"{name} must be a whole number; it is {value!r}.") from None


def words(name: str, default: str = "") -> list[str]:
    """Comma separated values, blanks ignored."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
