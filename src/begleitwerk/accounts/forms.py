"""Forms about one's own account."""

from begleitwerk.accounts.models import User
from begleitwerk.core.forms import BaseModelForm


class ProfileForm(BaseModelForm):
    class Meta:
        model = User
        fields = ("name", "function", "language")
