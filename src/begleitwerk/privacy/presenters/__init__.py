"""What pages and papers say about data and people."""

from begleitwerk.privacy.presenters.fields import field_name
from begleitwerk.privacy.presenters.plan import Group, erasing_plan
from begleitwerk.privacy.presenters.record import ClassOfData, Entry, record_of_processing
from begleitwerk.privacy.presenters.terms import records_words, reports, terms

__all__ = [
    "ClassOfData",
    "Entry",
    "Group",
    "erasing_plan",
    "field_name",
    "record_of_processing",
    "records_words",
    "reports",
    "terms",
]
