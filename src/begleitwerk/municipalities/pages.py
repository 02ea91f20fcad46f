"""Pages that belong to one municipality."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import get_municipality_or_404


class MunicipalityPage:
    """Loads the municipality of the address; strangers get 404 before anything else happens.

    The rule is asked about `permission_object`, by default the municipality itself; a page about
    one record overrides it to load and return that record.
    """

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def municipality(self) -> Municipality:
        return get_municipality_or_404(self.request.user, self.kwargs["slug"])  # type: ignore[arg-type]

    def permission_object(self) -> Any:
        return self.municipality

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {"municipality": self.municipality, **context}
