"""What goes into the server's log."""

import logging


class ShortRefusals(logging.Filter):
    """A page that is closed to somebody, or is not there, is one line: nothing went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True
