"""Who gets through: strangers see 404, insiders without the right 403, guests the sign-in page."""

from abc import ABC
from typing import Any

from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase


class PermissionMixin(AccessMixin, ABC):
    """A view declares `permission`, the name of a rule, and what it is asked about.

    `permission_object` returns the object of the rule. It loads it by a `…_or_404(user, …)`
    selector, so that strangers get their 404 before the rule is asked at all.
    """

    permission: str
    request: Any  # somebody is signed in: its user is one of ours (unless it is for everybody)

    @property
    def user(self) -> Any:
        """Who is signed in."""
        return self.request.user

    def permission_object(self) -> Any:
        return None

    def is_for_everybody(self) -> bool:
        """Whether even who is not signed in gets in: nothing is asked then."""
        return False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_for_everybody():
            if not request.user.is_authenticated:
                return self.handle_no_permission()
            if not request.user.has_perm(self.permission, self.permission_object()):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
