"""`begleitwerk erase_person`: what erasing somebody would do, and with --yes does it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from begleitwerk.core.services import Refused
from begleitwerk.privacy.enums import Tie
from begleitwerk.privacy.presenters import erasing_plan
from begleitwerk.privacy.presenters.plan import place_words
from begleitwerk.privacy.selectors import obstacles_of, person_called, places_of
from begleitwerk.privacy.services import erase_person


class Command(BaseCommand):
    help = "Says what erasing a person would do; with --yes and a reason it is done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--person", required=True, help="mail address, or a whole name")
        parser.add_argument("--reason", default="", help="kept in the log; no name in it")
        parser.add_argument(
            "--place",
            action="append",
            default=[],
            help="a record that bears the name and means her, as the dry run calls it; repeatable",
        )
        parser.add_argument("--yes", action="store_true", help="do it")

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_called(options["person"])
        places = places_of(person)
        if not places and not person.account:
            raise CommandError("Nothing is held of this person.")
        if not options["yes"]:
            for group in erasing_plan(places):
                self.stdout.write(group.title)
                for label, number in group.lines:
                    self.stdout.write(f"  {number:>5}  {label}")
            for place in places:
                if place.tie in (Tie.NAMED, Tie.MENTIONED):
                    self.stdout.write(f"--place {place.key}  {place_words(place)}")
            for text in obstacles_of(person):
                self.stdout.write(self.style.WARNING(text))
            self.stdout.write("Nothing was changed. Add --reason and --yes to do it.")
            return
        try:
            erase_person(by=None, person=person, reason=options["reason"], places=options["place"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(self.style.SUCCESS("The person is erased."))
