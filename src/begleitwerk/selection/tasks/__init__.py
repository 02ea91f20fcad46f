"""Work of the selection that takes longer than a second, by part."""

from begleitwerk.selection.tasks.runs import run_selection

__all__ = ["run_selection"]
