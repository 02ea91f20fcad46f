"""The register of municipalities and its search."""

import re
import unicodedata

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.text import slugify

from begleitwerk.municipalities.models import Municipality

NOISE = re.compile(
    r"\b(landkreis|lkr|lk|kreis|kreisfreie|stadt|stadtkreis|landeshauptstadt|hansestadt"
    r"|freie|und|der|die|das|von|universitaetsstadt|universitatsstadt)\b\.?"
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """A name as people might type it: lower case, no accents, without "Lkr.", "Stadt" and such.

    Umlauts are spelled out: "Lkr. Würzburg" becomes "wuerzburg".
    """
    plain = text.lower().translate(UMLAUTS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    plain = NOISE.sub(" ", re.sub(r"[^a-z0-9. ]+", " ", plain))
    return " ".join(plain.replace(".", " ").split())


def search_text_of(*names: str) -> str:
    """Both spellings of every name: with umlauts spelled out, and with dots left away."""
    bare = [
        unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode()
        for name in names
    ]
    parts = [fold(name) for name in (*names, *bare)]
    return " ".join(dict.fromkeys(part for part in parts if part))[:400]


def slug_base(text: str) -> str:
    """A text as part of an address: "Landkreis Würzburg" becomes "landkreis-wuerzburg"."""
    return slugify(text.lower().translate(UMLAUTS))[:80].strip("-")


def search_register(query: str) -> Q:
    """A filter that finds every word of the query in name, key or Land spelling variants."""
    condition = Q()
    for word in fold(query).split():
        condition &= Q(search_text__contains=word)
    return condition


def register() -> QuerySet[Municipality]:
    """Everything the register holds; its facts are open to all who may see the register."""
    return Municipality.objects.select_related("workspace", "land", "county")


def get_register_entry_or_404(slug: str) -> Municipality:
    place = register().filter(workspace__slug=slug).first()
    if place is None:
        raise Http404
    return place
