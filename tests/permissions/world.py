"""The files of this folder that hold an app's rows, and the world their addresses speak of."""

from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from begleitwerk.programmes.models import Edition, Programme
from tests.permissions.patterns import PERSONAS, Row
from tests.worlds.cast import Places, make_person
from tests.worlds.process import ProcessWorld, build_process


def rows_of(app: str, file: ModuleType) -> list[Row]:
    """With the whole name of their address; an app's file is named like the app."""
    prefix = getattr(file, "NAMESPACE", f"{app}:")
    return [replace(row, name=prefix + row.name) for row in file.ROWS]


def app_files() -> dict[str, ModuleType]:
    """By name; a file with `ROWS` is one, wherever it stands in this folder."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    modules = {name: import_module(f"{__package__}.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "ROWS")}


class World:
    """One row of every kind in Musterau or its programme, neither released nor introduced.

    Each app's file makes its own in `places(world)`: a name for use in addresses, and the row (its
    id stands in the address) or the text. What it needs of another app it asks for by that app's
    name; every app is made once.
    """

    def __init__(self, places: Places) -> None:
        self.musterau, self.space = places.musterau, places.programme
        self.people = {name: make_person(name, places) for name in PERSONAS if name != "anyone"}
        self.apps = app_files()
        self.made: dict[str, dict[str, Any]] = {}

    def of(self, app: str) -> dict[str, Any]:
        if app not in self.made:
            make = getattr(self.apps[app], "places", None)
            self.made[app] = make(self) if make else {}
        return self.made[app]

    @cached_property
    def story(self) -> ProcessWorld:
        """Musterau in the middle of its process."""
        return build_process(self.musterau, self.space)

    @property
    def edition(self) -> Edition:
        return self.story.process.engagement.edition

    @property
    def programme(self) -> Programme:
        return self.edition.programme

    @cached_property
    def words(self) -> dict[str, Any]:
        """What the braces in an address stand for."""
        rows = {key: row for app in self.apps for key, row in self.of(app).items()}
        return {
            "musterau": self.musterau.slug,
            "programme": self.space.slug,
            "land": self.musterau.land.workspace.slug,
            **{key: getattr(row, "pk", row) for key, row in rows.items()},
        }
