"""The report of a selection made from files: the same content as JSON and as readable text."""

from begleitwerk.selection.choice.report.record import conflict_record, report_record
from begleitwerk.selection.choice.report.text import report_text, summary_text

__all__ = ["conflict_record", "report_record", "report_text", "summary_text"]
