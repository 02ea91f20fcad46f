"""Blocks of the body text: add, take, keep, move, remove, and their tables."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ConfirmForm, ReasonForm
from begleitwerk.core.pages import ActionPage, ChangePage, Values
from begleitwerk.council import services
from begleitwerk.council.forms import NewBlockForm, TableForm
from begleitwerk.council.models import PaperBlock
from begleitwerk.council.views.common import PaperPage, PartAdd, paper_url


class BlockNew(PartAdd):
    service = staticmethod(services.add_block)
    template_name = "council/block_new.html"
    form_class = NewBlockForm
    title = _("Add a part to the body text")
    submit_label = _("Add this part")
    saved_message = _("The part is added at the end of the body text.")
    result: PaperBlock

    def get_success_url(self) -> str:
        return paper_url(self.paper, self.result.section)


class UsualBlocks(PaperPage, ActionPage):
    section = "body"
    done_message = _("The draft text is there. Please read it and fill the gaps.")

    def act(self) -> list[PaperBlock]:
        return services.add_usual_blocks(by=self.user, paper=self.paper)


class BlockKeep(PaperPage, ChangePage):
    record_name = "block"
    service = staticmethod(services.keep_block)
    form_class = ReasonForm
    title = _("Keep the text as it is")
    submit_label = _("Keep it, with this reason")
    saved_message = _("The text stays. You will be asked again when the data moves once more.")


class BlockRemove(PaperPage, ChangePage):
    record_name = "block"
    section = "body"
    service = staticmethod(services.remove_block)
    form_class = ConfirmForm
    template_name = "council/block_remove.html"
    submit_label = _("Remove this part")
    saved_message = _("The part is removed from the body text.")

    def values(self) -> Values:
        title = gettext("Remove “%(part)s”?") % {"part": self.block}
        return {**super().values(), "title": title}


class BlockTable(PaperPage, ChangePage):
    record_name = "block"
    service = staticmethod(services.change_block)
    form_class = TableForm
    form_takes = ("block",)
    template_name = "council/table.html"
    submit_label = _("Save the table")
    saved_message = _("The table is saved.")

    def values(self) -> Values:
        title = gettext("Table: %(part)s") % {"part": self.block}
        return {**super().values(), "title": title}


class BlockTake(PaperPage, ActionPage):
    done_message = _("The present data is taken over.")

    def act(self) -> Any:
        return services.take_block(by=self.user, block=self.block, version=self.version)


class BlockReset(PaperPage, ActionPage):
    done_message = _("The part says again what the data said when it was taken.")

    def act(self) -> Any:
        return services.reset_block(by=self.user, block=self.block, version=self.version)


class BlockMove(PaperPage, ActionPage):
    section, anchor = "body", "#abschnitt"

    def act(self) -> None:
        services.move_block(by=self.user, block=self.block, up=self.up)
