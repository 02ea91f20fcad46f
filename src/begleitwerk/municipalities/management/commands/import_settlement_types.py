"""`begleitwerk import_settlement_types FILE --year 2022`: the BBSR's types of districts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from begleitwerk.municipalities.services import import_settlement_types
from begleitwerk.municipalities.services.settlement import YEARS


class Command(BaseCommand):
    help = "Imports the BBSR's list of settlement types, every row or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the list as CSV or XLSX")
        parser.add_argument("--year", type=int, required=True, help="the year the list is for")
        parser.add_argument("--source", default="BBSR, Laufende Raumbeobachtung",
                            help="who published it, and under which licence")  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path, year = options["file"], options["year"]
        if year not in YEARS:
            raise CommandError(f"No year of such a list: {year}.")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        with override("en"):
            plan = import_settlement_types(
                by=None,
                content=content,
                file_name=path.name,
                year=year,
                source=options["source"],
                dry=options["dry_run"],
            )
        if plan.problems:
            lines = [f"row {p.row or '–'}, {p.column or 'file'}: {p.what} {p.mend}"
                     for p in plan.problems]  # fmt: skip
            raise CommandError("\n".join(["Nothing was written.", *lines]))
        for note in plan.notes:
            self.stdout.write(f"row {note.row or '–'}: {note.what} {note.mend}".strip())
        done = "Checked" if options["dry_run"] else "Settlement types"
        self.stdout.write(
            self.style.SUCCESS(
                f"{done} {year}: {len(plan.new)} new, {len(plan.altered)} changed, "
                f"{plan.counts()['same']} as before, {plan.without} districts not in the list."
            )
        )
