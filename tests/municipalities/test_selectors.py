"""Search of the register, and what a person reads about her rights."""

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.municipalities import selectors
from begleitwerk.municipalities.models import Municipality
from tests.factories.municipalities import MunicipalityFactory


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Lkr. Wuerzburg", "Landkreis Würzburg"),
        ("Lkr Würzburg", "Landkreis Würzburg"),
        ("Würzburg", "Landkreis Würzburg"),
        ("wurzburg", "Landkreis Würzburg"),
        ("WÜRZ", "Landkreis Würzburg"),
        ("Rhein Neuss", "Rhein-Kreis Neuss"),
        ("rhein-kreis", "Rhein-Kreis Neuss"),
        ("gross gerau", "Landkreis Groß-Gerau"),
        ("Großgerau", None),
        ("Stadt Halle (Saale)", "Stadt Halle (Saale)"),
        ("x00", "Landkreis Würzburg"),
    ],
)
def test_the_register_finds_names_as_people_type_them(
    db: None, query: str, name: str | None
) -> None:
    for number, place in enumerate(
        ("Landkreis Würzburg", "Rhein-Kreis Neuss", "Landkreis Groß-Gerau", "Stadt Halle (Saale)")
    ):
        MunicipalityFactory(
            name=place,
            youth_office_id=f"X{number:02d}",
            search_text=selectors.search_text_of(place, f"X{number:02d}"),
        )
    rows = selectors.register().filter(selectors.search_register(query)).order_by("pk")
    assert (rows[0].name if rows else None) == name


def test_addresses_are_plain_letters() -> None:
    assert selectors.slug_base("Landkreis Groß-Gerau") == "landkreis-gross-gerau"
    assert selectors.slug_base("Mühldorf a.Inn") == "muehldorf-ainn"


def test_rights_say_purpose_permissions_and_reach(
    office: User, musterau: Municipality, lindfurt: Municipality
) -> None:
    (grant,) = selectors.grants_of(office)
    assert "wählt Kommunen aus" in grant.purpose
    assert "Kommunen" in " ".join(grant.may_not) or grant.may_not
    assert set(grant.reach) == {musterau.name, lindfurt.name}
    assert len(grant.may) == 15
