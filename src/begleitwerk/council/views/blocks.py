"""Blocks of the body text: add, take, keep, move, remove, and their tables."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import Form
from begleitwerk.council import services
from begleitwerk.council.forms import NewBlockForm, TableForm, VersionForm
from begleitwerk.council.models import PaperBlock
from begleitwerk.council.views.common import (
    PaperAction,
    PaperFormPage,
    block_section,
    paper_url,
)


class BlockNew(PaperFormPage):
    section = "body"
    template_name = "council/block_new.html"
    form_class = NewBlockForm
    title = _("Add a part to the body text")
    submit_label = _("Add this part")
    saved_message = _("The part is added at the end of the body text.")
    result: PaperBlock

    def save(self, form: Any) -> PaperBlock:
        return services.add_block(by=self.user, paper=self.paper, kind=form.cleaned_data["kind"])

    def get_success_url(self) -> str:
        made = getattr(self, "result", None)
        return paper_url(self.paper, block_section(made) if made else self.section)


class UsualBlocks(PaperAction):
    section = "body"
    done_message = _("The draft text is there. Please read it and fill the gaps.")

    def do(self) -> list[PaperBlock]:
        return services.add_usual_blocks(by=self.user, paper=self.paper)


class BlockPage(PaperFormPage):
    """A form about one block, back to it."""

    def get_success_url(self) -> str:
        return paper_url(self.paper, block_section(self.block))

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "initial": {"version": self.block.version}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(block=self.block, **kwargs)


class BlockKeep(BlockPage):
    form_class = ReasonForm
    title = _("Keep the text as it is")
    submit_label = _("Keep it, with this reason")
    saved_message = _("The text stays. You will be asked again when the data moves once more.")

    def save(self, form: Any) -> PaperBlock:
        return services.keep_block(
            by=self.user,
            block=self.block,
            version=form.version,
            reason=form.cleaned_data["reason"],
        )


class BlockRemove(BlockPage):
    form_class = VersionForm
    template_name = "council/block_remove.html"
    submit_label = _("Remove this part")
    saved_message = _("The part is removed from the body text.")

    def save(self, form: Any) -> None:
        services.remove_block(by=self.user, block=self.block, version=form.version)

    def get_success_url(self) -> str:
        return paper_url(
            self.paper, "body" if hasattr(self, "result") else block_section(self.block)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = gettext("Remove “%(part)s”?") % {"part": self.block}
        return super().get_context_data(title=title, **kwargs)


class BlockTable(BlockPage):
    form_class = TableForm
    template_name = "council/table.html"
    submit_label = _("Save the table")
    saved_message = _("The table is saved.")

    def get_form(self, form_class: type[Form] | None = None) -> TableForm:
        return TableForm(**self.get_form_kwargs(), block=self.block)

    def save(self, form: Any) -> PaperBlock:
        return services.change_block(
            by=self.user,
            block=self.block,
            version=form.version,
            heading=self.block.heading,
            text=self.block.text,
            table=form.table,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = gettext("Table: %(part)s") % {"part": self.block}
        return super().get_context_data(title=title, **kwargs)


class BlockAction(PaperAction):
    def target_url(self) -> str:
        return paper_url(self.paper, block_section(self.block), self.anchor)


class BlockTake(BlockAction):
    done_message = _("The present data is taken over.")

    def do(self) -> PaperBlock:
        return services.take_block(by=self.user, block=self.block, version=self.version)


class BlockReset(BlockAction):
    done_message = _("The part says again what the data said when it was taken.")

    def do(self) -> PaperBlock:
        return services.reset_block(by=self.user, block=self.block, version=self.version)


class BlockMove(PaperAction):
    section, anchor = "body", "#abschnitt"

    def do(self) -> None:
        services.move_block(by=self.user, block=self.block, up=self.up)
