"""Stored files."""

import factory
from django.core.files.base import ContentFile

from begleitwerk.files.models import StoredFile
from tests.factories.municipalities import MunicipalityFactory


class StoredFileFactory(factory.django.DjangoModelFactory[StoredFile]):
    class Meta:
        model = StoredFile

    municipality = factory.SubFactory(MunicipalityFactory)
    name = "Zeitplan.txt"
    content_type = "text/plain; charset=utf-8"
    size = 4
    sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    file = factory.LazyFunction(lambda: ContentFile(b"test", name="zeitplan.txt"))
