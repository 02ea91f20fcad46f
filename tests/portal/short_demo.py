"""The first command with the first half of the demo: all that the first click on a PDF needs."""

import os
import sys

from begleitwerk.config import cli

LAST = "Landkreis Musterau: papers and brief"


def shorten() -> None:
    """Leave out what comes after; a PDF stands for the native code that runs there."""
    from begleitwerk.demo.build import STEPS

    names = [name for name, _do in STEPS]
    STEPS[names.index(LAST) + 1 :] = [("A PDF", print_paper)]


def print_paper(_world: object) -> None:
    from begleitwerk.council.exports import paper_pdf
    from begleitwerk.council.models import Paper

    paper_pdf(Paper.objects.earliest("pk"))


if __name__ == "__main__":
    cli.prepare(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "begleitwerk.config.settings")
    import django

    django.setup()
    shorten()
    cli.main()
