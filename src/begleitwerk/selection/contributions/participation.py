"""Where a participation comes from: the rounds of an edition, the candidacy and its round."""

from django.db.models import QuerySet

from begleitwerk.core.contributions import Look, Values
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.programmes.models import Edition, Engagement
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.selectors.rounds import rounds_of


def rounds(look: Look) -> Values | None:
    """The rounds of the edition, for those who see selections."""
    edition: Edition = look.subject
    if not look.user.has_perm("selection.view_round", edition):
        return None
    rows = list(rounds_of(edition.programme).filter(edition=edition))
    return {"rounds": rows} if rows else None


def with_round(rows: QuerySet[Candidacy]) -> list[Candidacy]:
    related = ("round__edition__programme__workspace", "municipality__workspace")
    return list(rows.select_related(*related).order_by("-round", "pk"))


def candidacies(look: Look) -> Values | None:
    """The candidacies the participation came from, as the programme sees them."""
    engagement: Engagement = look.subject
    if not look.user.has_perm("selection.view_round", engagement.edition):
        return None
    rows = [
        row
        for row in with_round(Candidacy.objects.filter(engagement=engagement))
        if look.user.has_perm("selection.view_candidacy", row)
    ]
    return {"candidacies": rows} if rows else None


def candidacies_of_own(look: Look) -> Values | None:
    """The municipality's own applications that became participations."""
    place = look.subject
    if not access_of(look.user).may(P.APPLICATION_VIEW, place.workspace):
        return None
    rows = Candidacy.objects.filter(municipality=place, engagement__isnull=False)
    found = with_round(rows)
    return {"candidacies": found} if found else None
