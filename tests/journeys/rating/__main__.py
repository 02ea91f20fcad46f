"""`python -m tests.journeys.rating`: prepares backstage what is agreed on; tells its address."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from tests.journeys.rating.backstage import answered_round  # models need the set-up before

    sys.stdout.write(answered_round().get_absolute_url())
