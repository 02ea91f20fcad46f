"""Forms that take a file of a municipality."""

from typing import Any

from begleitwerk.core.forms.base import FormMixin
from begleitwerk.files.presenters import room_words
from begleitwerk.files.selectors import stored_bytes
from begleitwerk.municipalities.models import Municipality


class StoresFile(FormMixin):
    """Put it before the base form: says at the field `file` how much room there is left."""

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.help_text = " ".join(
            filter(None, (str(field.help_text), room_words(stored_bytes(municipality))))
        )
