"""Every decision the house records reads as a sentence."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path

import pytest
from django.utils.translation import override

import begleitwerk
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.presenters import FIELDS, VERBS, sentence_of
from begleitwerk.municipalities.presenters import verb_words

PACKAGE = Path(begleitwerk.__file__).parent
Function = ast.FunctionDef
Place = tuple["Module", ast.Call, Function]


@dataclass(frozen=True, eq=False)
class Module:
    """A source file: its functions, what it imports from the house, and who calls what in it."""

    name: str
    tree: ast.Module

    @cached_property
    def functions(self) -> dict[str, Function]:
        return {node.name: node for node in ast.walk(self.tree) if isinstance(node, Function)}

    @cached_property
    def origins(self) -> dict[str, str]:
        """Names this file uses, each with the module it comes from."""
        imported = {
            alias.name: str(node.module)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        return imported | dict.fromkeys(self.functions, self.name)

    @cached_property
    def calls(self) -> list[tuple[ast.Call, Function]]:
        return [
            (node, function)
            for function in self.functions.values()
            for node in ast.walk(function)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        ]


def modules() -> list[Module]:
    return [
        Module(
            ".".join(["begleitwerk", *path.relative_to(PACKAGE).with_suffix("").parts]),
            ast.parse(path.read_text(encoding="utf-8")),
        )
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts
    ]


class Verbs:
    """Follows each `verb` of `record_event` through helpers to the words it can be."""

    def __init__(self) -> None:
        self.modules = modules()

    def recorded(self) -> set[str]:
        return {
            verb
            for module, call, function in self.calls_of("record_event")
            for verb in self.words(argument(call, None, "verb"), module, function)
        }

    def calls_of(self, name: str, origin: str = "") -> Iterator[Place]:
        """Calls of a function; `origin` tells apart helpers of the same name."""
        for module in self.modules:
            known = module.origins.get(name, "")
            if origin and (not known or not f"{origin}.".startswith(f"{known}.")):
                continue  # a package hands on what its modules define
            for call, function in module.calls:
                if isinstance(call.func, ast.Name) and call.func.id == name:
                    yield module, call, function

    def words(self, node: ast.expr | None, module: Module, function: Function) -> set[str]:
        """What a verb can be; there must be something, or the scan passes what it cannot read."""
        found = self.read(node, module, function)
        assert found, f"{module.name}:{function.lineno}: no word for this verb is found"
        return found

    def read(self, node: ast.expr | None, module: Module, function: Function) -> set[str]:
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp():
                return self.words(node.body, module, function) | self.words(
                    node.orelse, module, function
                )
            case ast.JoinedStr():
                parts = [self.words(part, module, function) for part in node.values]
                return {"".join(part) for part in product(*parts)}
            case ast.FormattedValue():
                return self.words(node.value, module, function)
            case ast.Name(id=name) if name in parameters(function):
                place = parameters(function).index(name)
                return {
                    word
                    for there, call, caller in self.calls_of(function.name, module.name)
                    for word in self.words(argument(call, place, name), there, caller)
                }
            case ast.Name(id=name):
                return {
                    word
                    for value in assigned(function, name)
                    for word in self.words(value, module, function)
                }
        return set()


def parameters(function: Function) -> list[str]:
    return [item.arg for item in (*function.args.args, *function.args.kwonlyargs)]


def argument(call: ast.Call, place: int | None, name: str) -> ast.expr | None:
    """What a call gives for a parameter, by name or by place."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[place] if place is not None and place < len(call.args) else None


def assigned(function: Function, name: str) -> list[ast.expr]:
    """What a name is set to, alone or among others: `verb, why = "…", reason.strip()`."""
    return [
        value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        for one, value in pairs_of(target, node.value)
        if isinstance(one, ast.Name) and one.id == name
    ]


def pairs_of(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=False))
    return [(target, value)]


@cache
def recorded_verbs() -> frozenset[str]:
    return frozenset(Verbs().recorded())


def test_every_recorded_verb_reads_as_a_sentence() -> None:
    recorded = recorded_verbs()
    assert len(recorded) > 80, "the scan has lost its way"
    assert sorted(recorded - set(VERBS)) == []


def test_no_words_are_kept_for_verbs_nobody_records() -> None:
    assert sorted(set(VERBS) - recorded_verbs()) == []


def test_fields_belong_to_apps_that_record() -> None:
    apps = {verb.partition(".")[0] for verb in VERBS}
    assert {name.partition(".")[0] for name in FIELDS} <= apps


def test_no_two_verbs_read_alike_in_the_filter_of_a_log() -> None:
    with override("de"):
        words = {verb: verb_words(verb) for verb in VERBS}
    assert words["goals.measure_changed"] == "Geändert: Maßnahme"
    assert words["goals.goal_light_set"].endswith("(Ziel)")
    assert len({*words.values()}) == len(words)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_sentence_reads_without_a_gap(language: str) -> None:
    """Also for an event that says nothing but its verb, in the log and in its filter."""
    with override(language):
        for verb in VERBS:
            event = AuditEvent(verb=verb, subject_label="Sprachmittlung", subject_type="goals.goal")
            for text in (sentence_of(event), verb_words(verb)):
                assert text.strip(" :") == text
                assert text
                assert "%" not in text
