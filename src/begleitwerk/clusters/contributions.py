"""What the forming of clusters shows on the pages of others."""

from begleitwerk.clusters.presenters import FIELDS, VERBS
from begleitwerk.clusters.selectors.plans import may_wish
from begleitwerk.core.contributions import Look, Panel, Values, panels
from begleitwerk.core.presenters import register_history
from begleitwerk.programmes.selectors import participation_cards


def form(look: Look) -> Values | None:
    """The way from an edition to the forming of its clusters, for who selects."""
    return {} if look.user.has_perm("clusters.view", look.subject) else None


def own_wishes(look: Look) -> Values | None:
    """Where a municipality says which dimensions it wants to work on."""
    if not look.user.has_perm("clusters.wish", look.subject):
        return None
    cards = participation_cards(look.subject, look.today)
    found = [card.engagement for card in cards if may_wish(card.engagement)]
    return {"engagements": found} if found else None


register_history(verbs=VERBS, fields=FIELDS)
panels.add(Panel("clusters/panels/form.html", form, place=10), on="programmes.edition.clusters")
panels.add(
    Panel("clusters/panels/own_wishes.html", own_wishes, place=30), on="programmes.participation"
)
