"""`python -m tests.journeys.selection <step>`: what happens backstage, in a process of its own."""

import sys

import django


def main(step: str, *names: str) -> None:
    django.setup()
    from tests.journeys.selection.backstage import STEPS  # models need the set-up before

    STEPS[step](*names)


if __name__ == "__main__":
    main(*sys.argv[1:])
