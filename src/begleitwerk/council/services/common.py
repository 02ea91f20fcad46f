"""What every write on a paper needs: the paper locked and open for it, checked values."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.core import services
from begleitwerk.core.services import Refused
from begleitwerk.council.enums import EDITABLE, PaperState
from begleitwerk.council.models import Paper

FROZEN = _(
    "This paper is released and can no longer be changed. Return it to draft to go on writing."
)
CLOSED = _("This paper is closed; its route can no longer be changed.")


@contextmanager
def writing_on(paper: Paper) -> Iterator[Paper]:
    """The paper locked until the block ends; refused once it is released."""
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper.pk)
        if paper.state not in EDITABLE:
            raise Refused(FROZEN)
        yield paper


@contextmanager
def routing(paper: Paper) -> Iterator[Paper]:
    """The paper locked until the block ends; refused once it is closed."""
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper.pk)
        if paper.state == PaperState.CLOSED:
            raise Refused(CLOSED)
        yield paper


def assign(row: models.Model, values: Mapping[str, Any], allowed: Collection[str]) -> None:
    """Put values on a row and check their shape; refused with the field at fault."""
    services.assign(row, values, allowed)
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields} - set(values))
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], name) from error
