"""`begleitwerk export_person`: what is held of somebody, as a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from begleitwerk.privacy.exports import export_person
from begleitwerk.privacy.selectors import person_called


class Command(BaseCommand):
    help = "Writes what is held of a person as JSON, with the names of tables and fields."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--person", required=True, help="mail address, or a whole name")
        parser.add_argument("--output", required=True, type=Path, help="the file to write")
        parser.add_argument("--language", default="de", choices=("de", "en"))

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        if not output.parent.is_dir():
            raise CommandError(f"There is no folder {output.parent}. Create it first.")
        with translation.override(options["language"]):
            told = export_person(person_called(options["person"]), by_name=True)
        output.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
        rows = sum(len(table["rows"]) for table in told["tables"])
        self.stdout.write(f"{rows} records of {len(told['tables'])} tables → {output}")
