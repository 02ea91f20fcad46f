"""What the forming of clusters shows on the pages of others."""

from begleitwerk.clusters.presenters import FIELDS, VERBS
from begleitwerk.core.contributions import Look, Panel, Values, panels
from begleitwerk.core.presenters import register_history


def form(look: Look) -> Values | None:
    """The way from an edition to the forming of its clusters, for who selects."""
    return {} if look.user.has_perm("clusters.view", look.subject) else None


register_history(verbs=VERBS, fields=FIELDS)
panels.add(Panel("clusters/panels/form.html", form, place=10), on="programmes.edition.clusters")
