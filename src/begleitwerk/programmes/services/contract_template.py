"""The Word file contracts are made from: checked by a job, then filled for each municipality."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from begleitwerk.accounts.models import User
from begleitwerk.core.imports import Plan, Planned, Problem
from begleitwerk.core.imports.reading import limits
from begleitwerk.core.models import Upload
from begleitwerk.core.services import Refused, changing
from begleitwerk.core.services.templates import template_problem
from begleitwerk.core.services.uploads import Progress
from begleitwerk.engine.reading import asking
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.programmes.models import ContractTemplate, Programme

CONTRACT_TEMPLATE_UPLOAD = "programmes.contract_template"
# German like the contract: what each stands for, and whether no contract goes without it.
PLACEHOLDERS = {
    "kommune": (gettext_lazy("name of the municipality"), True),
    "weitere_kommunen": (gettext_lazy("municipalities that share its place"), False),
    "anschrift": (gettext_lazy("its address for letters, line by line"), False),
    "programm": (gettext_lazy("title of the programme"), True),
    "traeger": (gettext_lazy("who carries the programme"), False),
    "durchgang": (gettext_lazy("name of the edition"), False),
    "durchgang_beginn": (gettext_lazy("first day of the edition"), False),
    "durchgang_ende": (gettext_lazy("last day of the edition"), False),
    "thema": (gettext_lazy("theme the municipality was selected for"), False),
    "vertragsnummer": (gettext_lazy("contract number"), False),
    "teilnahme_beginn": (gettext_lazy("first day of the participation"), False),
    "unterzeichnet_von": (gettext_lazy("who signs for the programme, name"), False),
    "unterzeichnet_als": (gettext_lazy("who signs for the programme, function"), False),
}
KNOWN = list(PLACEHOLDERS)
NEEDED = [name for name, (_words, is_needed) in PLACEHOLDERS.items() if is_needed]
# Where something is not known yet: a line to write on.
BLANK = "_" * 20


@dataclass
class ContractTemplatePlan(Plan):
    """The template takes the place of the present one."""

    def is_idle(self) -> bool:
        return False


def read_contract_template(upload: Upload) -> list[Problem]:
    """What is wrong with a template, with the place of each fault."""
    try:
        how = {"known": KNOWN, "needed": NEEDED}
        faults = asking.read("contract_check", bytes(upload.content), how, limits())
    except ReadingError as error:
        return [template_problem(error)]
    return [problem_of(*fault) for fault in faults]


def problem_of(kind: str, name: str, where: str) -> Problem:
    if kind == "missing":
        what = _("The placeholder {{ %(name)s }} is missing.") % {"name": name}
        return Problem(
            0, "", what, _("Add it where it belongs, save the file and upload it again.")
        )
    what = _("There is no placeholder “%(name)s”. It stands here: “%(where)s”")
    mend = _("Use one of these: %(names)s.") % {"names": ", ".join(KNOWN)}
    if near := get_close_matches(name.lower(), KNOWN, 1):
        mend = _("Perhaps {{ %(name)s }} is meant.") % {"name": near[0]}
    return Problem(0, "", what % {"name": name, "where": where}, mend)


def contract_template_plan(
    upload: Upload, wrong: list[Problem], progress: Progress
) -> ContractTemplatePlan:
    if wrong:
        return ContractTemplatePlan(problems=wrong)
    return ContractTemplatePlan(rows=[Planned(0, "", upload.file_name, "new")])


def write_contract_template(by: User, upload: Upload, plan: Any) -> None:
    # of two who upload the first one at once the second takes its place
    programme = Programme.objects.select_for_update().get(pk=upload.subject_id)
    known = ContractTemplate.objects.filter(programme=programme).first()
    verb = "programmes.contract_template_changed"
    with changing(known or ContractTemplate(programme=programme), by=by, verb=verb) as row:
        row.name, row.sha256, row.content = upload.file_name, upload.sha256, bytes(upload.content)


def filled_contract(template: ContractTemplate, values: Mapping[str, str]) -> bytes:
    """The contract as a Word file, a blank where a value is empty, made in a process of its own.

    Raises Refused.
    """
    filled = {name: values[name] or BLANK for name in PLACEHOLDERS}
    try:
        file: str = asking.read("contract", bytes(template.content), {"values": filled}, limits())
    except ReadingError as error:
        raise Refused(template_problem(error).what) from error
    return b64decode(file)
