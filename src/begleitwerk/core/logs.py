"""What goes into the server's log."""

import logging
import re
from collections.abc import Sequence


class ShortRefusals(logging.Filter):
    """A page that is closed to somebody, or is not there, is one line: nothing went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True


class NoTokens(logging.Filter):
    """An address that lets in whoever has it is logged without its secret: `/a/…/3/`.

    `below` names the first parts of such addresses; the second part is the secret.
    """

    def __init__(self, below: Sequence[str] = ()) -> None:
        super().__init__()
        self.secret = re.compile(rf"(/(?:{'|'.join(map(re.escape, below))})/)[^/\s]+")

    def filter(self, record: logging.LogRecord) -> bool:
        if self.secret.search(text := record.getMessage()):
            record.msg, record.args = self.secret.sub(r"\1…", text), ()
        return True
