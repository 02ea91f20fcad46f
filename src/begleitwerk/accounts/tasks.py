"""What the worker does about accounts."""

from django_tasks import task

from begleitwerk.accounts import sign_in


@task()
def send_password_link(*, email: str, language: str) -> None:
    """Answer a request for a new password."""
    sign_in.send_password_link(email=email, language=language)
