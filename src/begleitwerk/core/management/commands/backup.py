"""`begleitwerk backup`: database, files and seals into one folder, while everything runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from begleitwerk.core.management.backups import make_backup, read_backup, remove_old


class Command(BaseCommand):
    help = "Backs up database and files, with checksums, into a new folder below the one named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="where backups are kept, outside the data")
        parser.add_argument(
            "--keep", type=int, default=0, help="remove all but so many of the newest (0: none)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] < 0:
            raise CommandError("--keep takes the number of backups to keep.")
        folder = make_backup(options["target"])
        manifest = read_backup(folder)  # what was written can be read
        size = sum(part.size for part in manifest.parts.values()) / 1_000_000
        self.stdout.write(
            self.style.SUCCESS(
                f"{folder}: {manifest.head['number']} decisions, {len(manifest.parts)} files, "
                f"{size:.1f} MB"
            )
        )
        if options["keep"]:
            for old in remove_old(options["target"], options["keep"]):
                self.stdout.write(f"removed {old}")
