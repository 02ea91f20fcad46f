"""How a record has to do with a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tie(models.TextChoices):
    """What erasing a person does to a record, by how it has to do with her."""

    OWN = "own", _("goes")
    ACTED = "acted", _("stays, with her number instead of her name")
    ADDRESSED = "addressed", _("loses her mail address")
    NAMED = "named", _("names her, perhaps")
    MENTIONED = "mentioned", _("mentions her in a text, perhaps")
    SEALED = "sealed", _("stays word for word, because it is sealed")
