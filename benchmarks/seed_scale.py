"""Synthetic data of federal size and beyond, to measure with.

    uv run python benchmarks/seed_scale.py [--municipalities 570] [--users-per-municipality 50]
                                           [--years 3] [--seed 1] [--force]

Fills the database of BEGLEITWERK_DATA_DIR or DATABASE_URL with municipalities, people, goals,
meetings and papers. The same seed gives the same counts and texts. Nobody can sign in with these
accounts. 570 is about the number of youth-office districts; more are as synthetic as the rest.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.scale.frame import Size

LARGEST = 9_999


def seed_scale(
    *,
    municipalities: int = 570,
    users_per_municipality: int = 50,
    years: int = 3,
    seed: int = 1,
    force: bool = False,
    say: Callable[[str], object] = print,
) -> dict[str, int]:
    """Fill the database Django is set up for. Returns counts by kind.

    Raises SystemExit with the reason where the size is impossible or the database is in use.
    """
    from benchmarks.scale import build, frame

    size = frame.Size(municipalities, users_per_municipality, years, seed)
    check_size(size)
    check_database(force=force)
    begun = time.monotonic()

    def tell(done: int) -> None:
        say(f"  {done} of {municipalities} municipalities, {time.monotonic() - begun:.0f} s")

    counts = build.seed(size, tell)
    say(", ".join(f"{number} {what}" for what, number in counts.items()))
    return counts


def check_size(size: "Size") -> None:
    if not 1 <= size.municipalities <= LARGEST:
        raise SystemExit(f"--municipalities goes from 1 to {LARGEST}.")
    if size.users_per_municipality < 1 or size.years < 1:
        raise SystemExit("--users-per-municipality and --years start at 1.")


def check_database(*, force: bool) -> None:
    """Synthetic people never join real ones by mistake, and never come twice."""
    from begleitwerk.accounts.models import User
    from benchmarks.scale.frame import MAIL

    seeded = User.objects.filter(email__endswith=f"@{MAIL}")
    if seeded.exists():
        raise SystemExit("This database holds scale data already. Choose an empty one.")
    real = User.objects.filter(is_demo=False).exclude(pk__in=seeded)
    if real.exists() and not force:
        raise SystemExit(
            "This database holds accounts of real people. Choose another one by"
            " BEGLEITWERK_DATA_DIR or DATABASE_URL, or say --force."
        )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--municipalities", type=int, default=570)
    parser.add_argument("--users-per-municipality", type=int, default=50)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--force", action="store_true", help="even where real people have accounts")
    given = parser.parse_args(arguments)

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    seed_scale(**vars(given))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "begleitwerk.config.settings")
    main()
