"""The long form, by hand, against a demo: `python -m tests.scan [--each-kind 50] [--place SLUG]`.

Uses the database of the environment (BEGLEITWERK_DATA_DIR, DATABASE_URL) and leaves no trace there.
"""

import argparse
import logging
import os
import time

import django
from django.conf import settings
from django.db import transaction

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.scan", description=__doc__)
    parser.add_argument("--each-kind", type=int, default=50, help="addresses of the same name")
    parser.add_argument("--place", default="landkreis-musterau")
    options = parser.parse_args()
    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.CRITICAL)  # refusals are what it is here for
    from begleitwerk.accounts.selectors import demo_users
    from begleitwerk.municipalities.models import Municipality
    from tests.scan.canary import plant
    from tests.scan.scan import scan

    begun = time.monotonic()
    with transaction.atomic():
        canaries = plant(Municipality.objects.get(workspace__slug=options.place))
        found = scan(canaries, demo_users(), options.each_kind)
        transaction.set_rollback(True)
    print(f"{len(canaries.fields)} fields, {len(found.addresses)} addresses,", end=" ")
    print(
        f"{sum(len(each.been) for each in (found.inside | found.outside).values())} visits", end=" "
    )
    print(f"in {time.monotonic() - begun:.0f} s")
    for name, reader in (found.inside | found.outside).items():
        print(f"\n{name or 'nobody'}: {len(reader.been)} addresses, {len(reader.read)} fields")
        for text, address in sorted(reader.read.items()):
            print(f"  {text:<48} {address}")


if __name__ == "__main__":
    main()
