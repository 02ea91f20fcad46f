"""Pages of council papers and the brief."""

from begleitwerk.council.views.blocks import (
    BlockKeep,
    BlockMove,
    BlockNew,
    BlockRemove,
    BlockReset,
    BlockTable,
    BlockTake,
    UsualBlocks,
)
from begleitwerk.council.views.briefs import (
    BriefEdit,
    BriefMake,
    BriefPage,
    BriefPdf,
    LatestBrief,
)
from begleitwerk.council.views.downloads import AttachmentDownload, PaperDocx, PaperPdf
from begleitwerk.council.views.editor import Editor, SectionEdit
from begleitwerk.council.views.lists import PaperNew, Papers
from begleitwerk.council.views.money import AmountKeep, AmountTake
from begleitwerk.council.views.parts import Attach, AttachmentRemove
from begleitwerk.council.views.route import (
    StepEdit,
    StepMove,
    StepNew,
    StepRemove,
    StepResult,
)
from begleitwerk.council.views.settings import PatternExample, Settings
from begleitwerk.council.views.states import Move
from begleitwerk.council.views.template import (
    TemplateFile,
    TemplateReport,
    TemplateUpload,
    TemplateWrite,
)

__all__ = [
    "AmountKeep",
    "AmountTake",
    "Attach",
    "AttachmentDownload",
    "AttachmentRemove",
    "BlockKeep",
    "BlockMove",
    "BlockNew",
    "BlockRemove",
    "BlockReset",
    "BlockTable",
    "BlockTake",
    "BriefEdit",
    "BriefMake",
    "BriefPage",
    "BriefPdf",
    "Editor",
    "LatestBrief",
    "Move",
    "PaperDocx",
    "PaperNew",
    "PaperPdf",
    "Papers",
    "PatternExample",
    "SectionEdit",
    "Settings",
    "StepEdit",
    "StepMove",
    "StepNew",
    "StepRemove",
    "StepResult",
    "TemplateFile",
    "TemplateReport",
    "TemplateUpload",
    "TemplateWrite",
    "UsualBlocks",
]
