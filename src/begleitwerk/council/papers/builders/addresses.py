"""Where the values of a block can be seen."""

from collections.abc import Callable

from django.urls import reverse

from begleitwerk.council.selectors import LiveData


def url_of(data: LiveData, name: str, *args: int) -> str:
    """The address of a page of the municipality the data is about."""
    return reverse(name, args=[data.municipality.slug, *args])


def urls_of(data: LiveData, name: str) -> Callable[[int], str]:
    """The addresses of all rows of a kind, looked up once: a table may have thousands."""
    before, _number, after = url_of(data, name, 0).rpartition("0")
    return lambda pk: f"{before}{pk}{after}"
