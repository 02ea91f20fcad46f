"""`begleitwerk create_operator`: the first person of an installation."""

import getpass
import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from begleitwerk.accounts.selectors import user_by_email
from begleitwerk.accounts.services import create_user
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.selectors import platform_workspace
from begleitwerk.municipalities.services import grant_role


class Command(BaseCommand):
    help = (
        "Makes an account that operates the installation; everybody else is invited from there."
        " The password is asked for, or taken from BEGLEITWERK_OPERATOR_PASSWORD."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        email, name = str(options["email"]), str(options["name"])
        if user_by_email(email):
            raise CommandError(f"There is an account for {email} already.")
        password = os.environ.get("BEGLEITWERK_OPERATOR_PASSWORD") or getpass.getpass("Password: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            user = create_user(by=None, email=email, name=name, password=password)
            grant_role(
                by=None,
                user=user,
                workspace=platform_workspace(),
                role=Role.OPERATOR,
                valid_from=timezone.localdate(),
                reason="create_operator",
            )
        self.stdout.write(self.style.SUCCESS(f"{email} operates this installation."))
