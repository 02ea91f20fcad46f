"""`begleitwerk catalogue_import FILE`: bring a further version into the catalogue."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from begleitwerk.catalogue.imports import Problem, read_file
from begleitwerk.catalogue.services import (
    Outcome,
    load_shipped_content,
    take_in,
)

SAID = {
    Outcome.NEW: ("is new and would be stored", "was stored"),
    Outcome.REPLACED: ("would be replaced", "was replaced"),
    Outcome.UNCHANGED: ("is already there and says the same", "was already there, saying the same"),
}


class Command(BaseCommand):
    help = "Imports a content file (TOML, or a framework as Excel) into the catalogue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the content file")
        parser.add_argument("--dry-run", action="store_true", help="only report, store nothing")
        parser.add_argument(
            "--shipped", action="store_true", help="store shipped versions that are missing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["shipped"]:
            count = load_shipped_content()
            self.stdout.write(self.style.SUCCESS(f"{count} shipped versions were stored."))
        elif options["file"] is None:
            raise CommandError("Name a content file, or --shipped.")
        else:
            self._import(options["file"], options["dry_run"])

    def _import(self, path: Path, dry_run: bool) -> None:
        try:
            reading = read_file(path.read_bytes(), path.name)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from error
        report = take_in(by=None, reading=reading, dry_run=dry_run)
        if report.content is None or report.outcome is Outcome.REFUSED:
            self._refuse(path, report.problems)
            return
        for action, count in Counter(row.action for row in report.rows).items():
            self.stdout.write(f"{count:5} items {action}")
        content = report.content
        name = f"{content.kind.value} {content.code} {content.version}"
        said = SAID[report.outcome][0 if dry_run else 1]
        self.stdout.write(self.style.SUCCESS(f"{name} {said}."))

    def _refuse(self, path: Path, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            line = f"line {problem.line}, " if problem.line else ""
            self.stderr.write(f"{line}{problem.where}: {problem.message}")
        raise CommandError(f"{path.name} was not imported.")
