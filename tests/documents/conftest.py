"""The three public papers, entered through services as the demo enters them."""

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.council.models import Paper
from begleitwerk.council.selectors import papers_by_reference
from begleitwerk.demo.council.documented import build_papers
from tests.factories.municipalities import MunicipalityFactory

REFERENCES = {"soest": "017/2023", "stendal": "DS 481/2022", "rendsburg": "VO/2018/601"}
NAMES = {
    "soest": "Kreis Soest",
    "stendal": "Landkreis Stendal",
    "rendsburg": "Kreis Rendsburg-Eckernförde",
}


@pytest.fixture
def clerk(operator: User) -> User:
    return operator


@pytest.fixture
def source_papers(clerk: User) -> dict[str, Paper]:
    places = {key: MunicipalityFactory(name=name, slug=f"ort-{key}") for key, name in NAMES.items()}
    build_papers(by=clerk, places=places)
    return {key: papers_by_reference(reference)[0] for key, reference in REFERENCES.items()}
