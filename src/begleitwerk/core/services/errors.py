"""Why a service says no."""

from django.utils.functional import Promise


class Refused(Exception):
    """The domain does not allow it now; the text says why and what to do, at `field` if given."""

    def __init__(self, message: "str | Promise", field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
