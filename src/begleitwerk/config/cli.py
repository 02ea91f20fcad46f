"""`begleitwerk`: Django's management command with our settings."""

import os
import sys


def main() -> None:
    prepare(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "begleitwerk.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def prepare(arguments: list[str]) -> None:
    """What must be known before settings are read: the place of the data, and demo mode."""
    if arguments[:1] != ["demo"]:
        return
    os.environ["BEGLEITWERK_DEMO"] = "1"
    for index, argument in enumerate(arguments):
        if argument.startswith("--data-dir="):
            os.environ["BEGLEITWERK_DATA_DIR"] = argument.partition("=")[2]
        elif argument == "--data-dir" and index + 1 < len(arguments):
            os.environ["BEGLEITWERK_DATA_DIR"] = arguments[index + 1]
