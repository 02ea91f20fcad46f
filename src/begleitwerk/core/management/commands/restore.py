"""`begleitwerk restore`: put a backup back, and say whether everything is there again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from begleitwerk.core.management.backups import (
    check_fits,
    is_behind,
    missing_files,
    read_backup,
    restore_backup,
)
from begleitwerk.core.models import AuditHead
from begleitwerk.core.services import verify_chain


class Command(BaseCommand):
    help = "Puts a backup back into an empty database and an empty data folder, and checks it."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that backup made")
        parser.add_argument(
            "--force", action="store_true", help="replace the data that is here already"
        )
        parser.add_argument(
            "--check", action="store_true", help="only check the backup, change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"]
        if options["check"]:
            manifest = read_backup(folder)
            check_fits(manifest)
            self.stdout.write(self.style.SUCCESS(f"{folder} is whole: {len(manifest.parts)} files"))
            return
        manifest = restore_backup(folder, force=options["force"], tell=self.stdout.write)
        wrong = [fault.what for fault in verify_chain()]
        head = AuditHead.objects.filter(pk=1).first() or AuditHead()
        if {"number": head.number, "digest": head.digest} != manifest.head:
            wrong.append(f"the log ends at {head.number}, the backup says {manifest.head}")
        wrong += [f"file {name} is missing" for name in missing_files()]
        if wrong:
            listed = "\n".join(f"  {line}" for line in wrong)
            raise CommandError(f"Restored, but not everything is as it should be:\n{listed}")
        self.stdout.write(
            self.style.SUCCESS(
                f"Restored as of {manifest.made_at}: {head.number} decisions, the log is whole, "
                f"every file is there."
            )
        )
        if is_behind(manifest):
            self.stdout.write("The program is newer than the backup. Now run: begleitwerk migrate")
