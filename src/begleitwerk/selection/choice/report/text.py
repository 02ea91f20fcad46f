"""The report as plain text: headings, short lines, everything in words."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.engine.selection.plain import Record
from begleitwerk.selection.presenters.reasons import points_words, signed_points

WIDTH = 96
INDENT = "  "

Line = dict[str, Any]  # an entry of the record


def report_text(record: Record) -> str:
    """The record of `data` for people; the language is the one the record was made in."""
    report: Line = dict(record)
    parts = chosen_parts if report["outcome"] == "chosen" else conflict_parts
    lines = [*title(report), *parts(report), *basis(report)]
    return "\n".join(lines).rstrip() + "\n"


def summary_text(record: Record) -> str:
    """Who is selected, and no more."""
    report: Line = dict(record)
    missing = section(_("What is missing here"), bullets(report["failures"]))
    chosen = section(_("Selected"), chosen_lines(report))
    lines = [*title(report), *summary(report), *missing, *chosen]
    return "\n".join(lines)


# --- Layout -------------------------------------------------------------------------------------


def title(report: Line) -> list[str]:
    return [report["title"], "=" * len(report["title"]), ""]


def section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading with its lines; nothing at all where there are none."""
    found = list(lines)
    if found:
        yield from (heading, "-" * len(heading), *found, "")


def paragraph(text: str, indent: str = "", first: str | None = None) -> list[str]:
    start = indent if first is None else first
    return wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def bullet(text: str, indent: str = "") -> list[str]:
    return paragraph(text, f"{indent}{INDENT}", f"{indent}- ")


def bullets(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in bullet(text)]


def columns(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Cells one below the other; columns in `right` end together."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        INDENT
        + INDENT.join(
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


# --- A selection --------------------------------------------------------------------------------


def chosen_parts(report: Line) -> Iterator[str]:
    yield from summary(report)
    yield from section(_("What is missing here"), bullets(report["failures"]))
    yield from section(_("Selected"), chosen_lines(report))
    yield from section(_("Reserve"), reserve_lines(report))
    yield from section(_("Rules and what they do"), rule_lines(report))
    yield from section(_("The next best selections"), next_lines(report))
    lottery = report["lottery"]
    yield from section(_("Lot"), told(lottery["sentences"] if lottery else ()))
    yield from section(_("Why the others are not selected"), loser_lines(report))
    yield from section(_("When the weights vary"), told([report["sensitivity"]["sentence"]]))


def summary(report: Line) -> Iterator[str]:
    count = len(report["chosen"])
    sentence = ngettext(
        "%(count)d of %(all)d candidates is selected, with %(points)s points.",
        "%(count)d of %(all)d candidates are selected, with %(points)s points together.",
        count,
    ) % {
        "count": count,
        "all": report["candidates"],
        "points": points_words(report["points"]),
    }
    yield from paragraph(f"{sentence} {report['proof']['sentence']}")
    yield ""


def told(sentences: Iterable[str]) -> Iterator[str]:
    for sentence in sentences:
        yield from paragraph(sentence)


def chosen_lines(report: Line) -> Iterator[str]:
    for theme in report["themes"]:
        yield f"{theme['name']} ({places_words(theme['places'])})"
        rows = [row for row in report["chosen"] if row["theme"] == theme["key"]]
        table = columns(
            [(row["name"], points_words(row["points"]), share_words(row)) for row in rows],
            right=frozenset({1}),
        )
        for line, row in zip(table, rows, strict=True):
            yield line
            yield from paragraph(" ".join(row["reasons"]), INDENT * 3)


def share_words(row: Line) -> str:
    if row["is_fixed"]:
        return _("keeps its place")
    if row["share"] is None:
        return ""
    share = _("selected in %(share)d of 100 cases") % {"share": row["share"]}
    return _("%(share)s: close") % {"share": share} if row["is_close"] else share


def places_words(count: int) -> str:
    return ngettext("%(count)d place", "%(count)d places", count) % {"count": count}


def reserve_lines(report: Line) -> Iterator[str]:
    rows = [
        (
            f"{row['rank']}.",
            row["name"],
            row["theme_name"],
            points_words(row["points"]),
            row["words"],
        )
        for row in report["reserves"]
    ]
    yield from columns(rows, right=frozenset({0, 3})) if rows else ()


def rule_lines(report: Line) -> Iterator[str]:
    for row in report["rules"]:
        yield from bullet(f"{row['rule']}: {row['kept']}. {row['without']}")


def next_lines(report: Line) -> Iterator[str]:
    best = report["points"]
    if not report["next_best"] and "next_best" not in report["failed"]:
        yield _("There is no other selection that keeps all rules.")
    for row in report["next_best"]:
        words = {
            "points": points_words(row["points"]),
            "less": signed_points(row["points"] - best),
            "swaps": row["words"],
        }
        yield from bullet(_("%(points)s points (%(less)s): %(swaps)s.") % words)


def loser_lines(report: Line) -> Iterator[str]:
    for row in report["not_chosen"]:
        words = {
            "name": row["name"],
            "theme": row["theme_name"],
            "points": points_words(row["points"]),
        }
        yield _("%(name)s (%(theme)s, %(points)s points)") % words
        yield from paragraph(row["headline"], INDENT)
        for sentence in (*row["reasons"], *row["change"], *filter(None, [row["close"]])):
            yield from bullet(sentence, INDENT)


# --- A contradiction ----------------------------------------------------------------------------


def conflict_parts(report: Line) -> Iterator[str]:
    yield from paragraph(
        _("Nothing can be selected: these rules contradict each other with these candidates.")
    )
    yield ""
    yield from section(
        _("Rules that cannot hold together"),
        bullets(f"{row['rule']} [{row['where']}]" for row in report["rules"]),
    )
    yield from section(_("Ways out, the smallest first"), relaxation_lines(report))
    yield from section(_("Who can be selected"), standing_lines(report))
    yield from section(_("Who does not meet all conditions"), ineligible_lines(report))


def relaxation_lines(report: Line) -> Iterator[str]:
    for row in report["relaxations"]:
        yield from bullet(f"{row['sentence']} ({row['cost']})")


def standing_lines(report: Line) -> Iterator[str]:
    for row in report["standing"]:
        sentence = ngettext(
            "%(theme)s: %(count)d candidate for %(places)s",
            "%(theme)s: %(count)d candidates for %(places)s",
            row["candidates"],
        )
        words = {"theme": row["name"], "count": row["candidates"]}
        yield from bullet(sentence % {**words, "places": places_words(row["places"])})


def ineligible_lines(report: Line) -> Iterator[str]:
    for row in report["ineligible"]:
        yield from bullet(f"{row['name']}: {'; '.join(row['rules'])}")


# --- What it rests on ---------------------------------------------------------------------------


def basis(report: Line) -> Iterator[str]:
    software, files = report["software"], report["files"]
    rows = [
        (_("Table of candidates"), files["candidates"]),
        (_("Rules"), files["rules"]),
        (_("Number for a lot"), report["seed"] or "–"),
        (_("Fingerprint of the data"), report["digest"]),
        (_("Software"), f"{software['engine']}, {software['solver']}"),
    ]
    yield from section(_("Scored by"), bullets(row["sentence"] for row in report["criteria"]))
    yield from section(_("Conditions"), bullets(row["rule"] for row in report["conditions"]))
    yield from section(_("Where points are equal"), told([report["lot"]]))
    lines = [*columns(rows), *bullets(report["notes"])]
    yield from section(_("Basis"), lines)
