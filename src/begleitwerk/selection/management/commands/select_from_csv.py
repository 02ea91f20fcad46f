"""Make a selection from two files, without the platform: the same engine, the same explanations."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from begleitwerk.engine.program import SolverError
from begleitwerk.engine.selection import choose
from begleitwerk.engine.selection.plain import Record
from begleitwerk.engine.selection.report import report_on
from begleitwerk.engine.selection.result import Conflict
from begleitwerk.selection.choice import Choice, FaultyFilesError, File, read_choice
from begleitwerk.selection.choice.report import (
    conflict_record,
    report_record,
    report_text,
    summary_text,
)

FAULTY, IMPOSSIBLE, UNSOLVED = 1, 2, 3
SAMPLES = 1000
MOST_SHOWN = 200  # mistakes; a file with more has one cause


class Command(BaseCommand):
    help = "Make a selection from a table of candidates and a file of rules, with all reasons."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--candidates", type=Path, required=True, help="the candidates (.csv or .xlsx)"
        )
        parser.add_argument("--rules", type=Path, required=True, help="the rules (.toml)")
        parser.add_argument("--output", type=Path, required=True, help="the report as JSON")
        parser.add_argument("--text", type=Path, default=None, help="the report as readable text")
        parser.add_argument("--language", choices=("de", "en"), default="de")
        parser.add_argument(
            "--samples",
            type=int,
            default=SAMPLES,
            help="how often the weights are varied (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            self.select(options)

    def select(self, options: dict[str, Any]) -> None:
        outputs = [path for path in (options["output"], options["text"]) if path]
        for path in outputs:
            check_output(path)
        try:
            choice = read_choice(file_at(options["candidates"]), file_at(options["rules"]))
        except FaultyFilesError as error:
            raise CommandError(faults_text(error), returncode=FAULTY) from error
        try:
            record = record_of(choice, max(options["samples"], 0))
        except SolverError as error:
            raise CommandError(unsolved_text(error), returncode=UNSOLVED) from error
        write(options["output"], json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        if options["text"]:
            write(options["text"], report_text(record))
        if record["outcome"] == "conflict":
            raise CommandError(report_text(record), returncode=IMPOSSIBLE)
        self.stdout.write(summary_text(record))
        self.stdout.write(_("Written: %(files)s") % {"files": ", ".join(map(str, outputs))})


def record_of(choice: Choice, samples: int) -> Record:
    outcome = choose(choice.problem)
    if isinstance(outcome, Conflict):
        return conflict_record(choice, outcome)
    report = report_on(choice.problem, outcome, samples=samples, is_lenient=True)
    return report_record(choice, outcome, report)


def unsolved_text(error: SolverError) -> str:
    return _(
        "Nothing was selected: the solver gave up on the selection itself (%(words)s). The files"
        " are as they should be; send them with this sentence to whoever looks after Begleitwerk."
    ) % {"words": error}


def faults_text(error: FaultyFilesError) -> str:
    count = len(error.notices)
    lines = [_("Nothing was selected. To be mended: %(count)d.") % {"count": count}]
    lines += [f"- {notice}" for notice in error.notices[:MOST_SHOWN]]
    if count > MOST_SHOWN:
        lines.append(_("… and %(count)d more.") % {"count": count - MOST_SHOWN})
    return "\n".join(lines)


def check_output(path: Path) -> None:
    """Before anything is calculated: could the report be written there?"""
    if not path.parent.is_dir():
        message = _("There is no folder %(folder)s. Create it first.") % {"folder": path.parent}
        raise CommandError(message)
    if path.is_dir():
        raise CommandError(_("%(path)s is a folder. Name a file in it.") % {"path": path})


def file_at(path: Path) -> File:
    try:
        return File(path.name, path.read_bytes())
    except OSError as error:
        message = _("%(path)s cannot be read: %(error)s.") % {
            "path": path,
            "error": error.strerror or error,
        }
        raise CommandError(message) from error


def write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        message = _("%(path)s cannot be written: %(error)s.") % {
            "path": path,
            "error": error.strerror or error,
        }
        raise CommandError(message) from error
