"""In which line each key of a TOML file stands, which the parser does not tell."""

import re
import tomllib
from collections.abc import Iterator

# ("items", 0, "label", "de"): names of tables and keys, places in lists of tables.
Path = tuple[str | int, ...]

TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # texts over several lines, at most two quotation marks at the end
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|\n|[\[\]{}=]|[^\"'\#\n\[\]{}=]+",
    re.DOTALL,
)
BARE = re.compile(r"[A-Za-z0-9_-]+(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*")


def lines_of_keys(text: str) -> dict[Path, int]:
    """The line of each table and key of a valid file; parts of a value count as their key."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for line, head, is_key in statements(text):
        if is_key:
            path = table
            for name in names_in(head):
                path = (*path, name)
                lines.setdefault(path, line)
            continue
        *outer, last = names_in(head.strip("[] \t"))
        path = ()
        for name in outer:
            path = (*path, name)
            if path in counts:
                path = (*path, counts[path] - 1)
        table = (*path, last)
        if head.startswith("[["):
            lines.setdefault(table, line)
            counts[table] = counts.get(table, 0) + 1
            table = (*table, counts[table] - 1)
        lines.setdefault(table, line)
    return lines


def statements(text: str) -> Iterator[tuple[int, str, bool]]:
    """Line and text of each head of a table, and of each key before its value; whether a key."""
    line, begun, depth, head, in_value = 1, 1, 0, "", False
    for piece in TOKEN.findall(text):
        if piece == "\n" and depth == 0:
            if head.startswith("["):
                yield begun, head.strip(), False
            head, in_value = "", False
        elif in_value:
            depth += (piece in "[{") - (piece in "]}")
        elif piece == "=" and not head.startswith("["):
            yield begun, head.strip(), True
            in_value = True
        elif not piece.startswith("#"):
            begun = begun if head.strip() else line
            head = (head + piece).lstrip()
        line += piece.count("\n")
    if head.startswith("[") and not in_value:
        yield begun, head.strip(), False


def names_in(head: str) -> list[str]:
    """The names of a dotted key, without quotation marks."""
    if BARE.fullmatch(head):
        return [part.strip() for part in head.split(".")]
    found, names = tomllib.loads(f"{head} = 0"), []
    while isinstance(found, dict):
        (name, found) = next(iter(found.items()))
        names.append(name)
    return names
