"""Pages about self-assessments."""

from begleitwerk.assessment.views.findings import FindingDetail

__all__ = ["FindingDetail"]
