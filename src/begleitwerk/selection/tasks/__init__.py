"""Work of the selection that takes longer than a second, by part."""

from begleitwerk.selection.tasks.runs import run_selection
from begleitwerk.selection.tasks.surveys import check_survey_file, write_survey_file

__all__ = ["check_survey_file", "run_selection", "write_survey_file"]
