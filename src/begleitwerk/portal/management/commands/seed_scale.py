"""`begleitwerk seed_scale`: synthetic data of federal size, to measure with."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from begleitwerk.accounts.models import User
from begleitwerk.portal.management.scale.build import seed
from begleitwerk.portal.management.scale.frame import MAIL, Size

LARGEST = 999


class Command(BaseCommand):
    help = (
        "Fills a database with synthetic municipalities, people, goals, meetings and papers."
        " The same seed gives the same counts and texts. Nobody can sign in with these accounts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipalities", type=int, default=570)
        parser.add_argument("--users-per-municipality", type=int, default=50)
        parser.add_argument("--years", type=int, default=3)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--force", action="store_true", help="even where real people have accounts"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        size = Size(
            municipalities=options["municipalities"],
            users_per_municipality=options["users_per_municipality"],
            years=options["years"],
            seed=options["seed"],
        )
        self.check_size(size)
        self.refuse(force=options["force"])
        begun = time.monotonic()

        def tell(done: int) -> None:
            seconds = time.monotonic() - begun
            self.stdout.write(f"  {done} of {size.municipalities} municipalities, {seconds:.0f} s")
            self.stdout.flush()

        counts = seed(size, tell)
        self.stdout.write(", ".join(f"{number} {what}" for what, number in counts.items()))

    def check_size(self, size: Size) -> None:
        if not 1 <= size.municipalities <= LARGEST:
            raise CommandError(f"--municipalities goes from 1 to {LARGEST}.")
        if size.users_per_municipality < 1 or size.years < 1:
            raise CommandError("--users-per-municipality and --years start at 1.")

    def refuse(self, *, force: bool) -> None:
        """Synthetic people never join real ones by mistake, and never come twice."""
        seeded = User.objects.filter(email__endswith=f"@{MAIL}")
        if seeded.exists():
            raise CommandError("This database holds scale data already. Choose an empty one.")
        real = User.objects.filter(is_demo=False).exclude(pk__in=seeded)
        if real.exists() and not force:
            raise CommandError(
                "This database holds accounts of real people. Choose another one by"
                " BEGLEITWERK_DATA_DIR or DATABASE_URL, or say --force."
            )
