"""Files people download: what goes wrong with one is said in words."""

import pytest

from begleitwerk.core.services import Refused
from begleitwerk.core.services.documents import make_docx
from tests.engine.documents.samples import PAPER


def test_a_word_template_that_is_none_is_said_and_nothing_lost() -> None:
    with pytest.raises(Refused, match="ließ sich nicht erstellen"):
        make_docx(PAPER, template=b"no Word file")
