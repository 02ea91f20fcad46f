"""The report of a selection made from files: the same content as JSON and as readable text."""

from begleitwerk.selection.exports.choice.data import conflict_record, report_record
from begleitwerk.selection.exports.choice.text import report_text, summary_text

__all__ = ["conflict_record", "report_record", "report_text", "summary_text"]
