"""A suite that is under way at midnight: no test may know the day of its import."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
CLOCKS = {"today", "in_days", "now", "utcnow", "localdate", "localtime"}


def run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: all but the bodies of functions."""
    yield node
    if isinstance(node, ast.Lambda):
        inner: list[ast.AST] = [node.args]
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        inner = [*node.decorator_list, node.args]
    else:
        inner = list(ast.iter_child_nodes(node))
    for child in inner:
        yield from run_at_import(child)


def clocks_read(source: str) -> list[str]:
    """Where a module asks for the day or the moment while it is imported."""
    calls = [node for node in run_at_import(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        f"line {call.lineno}: {ast.unparse(call)}"
        for call in calls
        if ast.unparse(call.func).rpartition(".")[2] in CLOCKS
    ]


def test_no_test_knows_the_day_before_it_runs() -> None:
    files = sorted(TESTS.rglob("*.py"))
    found = {str(path.relative_to(TESTS)): clocks_read(path.read_text("utf-8")) for path in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code",
    ["TODAY = timezone.localdate()", "SOON = in_days(3)", "NOW = datetime.now(tz=UTC)",
     "def f(day=today()): ...", "class A:\n    day = date.today()", "F = lambda d=now(): d",
     "@pytest.mark.parametrize('day', [today()])\ndef test(day): ..."],
)  # fmt: skip
def test_every_way_to_know_it_is_seen(code: str) -> None:
    assert clocks_read(code)


@pytest.mark.parametrize(
    "code",
    ["def f():\n    return today()", "F = lambda: in_days(1)", "day = LazyFunction(timezone.now)"],
)
def test_what_is_asked_later_is_not_refused(code: str) -> None:
    assert clocks_read(code) == []
