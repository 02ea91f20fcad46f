"""Where the values of a block can be seen."""

from django.urls import reverse

from begleitwerk.council.selectors import LiveData


def url_of(data: LiveData, name: str, *args: int) -> str:
    """The address of a page of the municipality the data is about."""
    return reverse(name, args=[data.municipality.slug, *args])
