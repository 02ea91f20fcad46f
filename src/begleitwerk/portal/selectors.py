"""What the frame and the composed pages show."""

from typing import Any

from django.http import HttpRequest


def frame_context(request: HttpRequest) -> dict[str, Any]:
    return {"frame": None}
