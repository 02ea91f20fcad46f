"""Verbs and fields: wishes and clusters."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Field, Wording
from begleitwerk.core.templatetags.bw import number

VERBS = {
    "clusters.wishes_saved": Wording(_("Wishes for clusters saved: %(count)s")),
    "clusters.proposed": Wording(_("Clusters proposed: %(count)s, worth %(value_sum)s")),
    "clusters.member_moved": Wording(
        _("%(member)s moved from %(old_group)s to %(group)s, worth %(value_sum)s")
    ),
    "clusters.members_swapped": Wording(
        _("%(member)s and %(partner)s swapped between %(old_group)s and %(group)s")
    ),
    "clusters.adopted": Wording(_("Clusters adopted: %(count)s")),
    "clusters.reopened": Wording(_("Adopted clusters opened again")),
}
FIELDS = {"clusters.value_sum": Field(_("Value"), number)}
