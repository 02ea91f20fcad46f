"""The house keeps its own rules."""

import ast
import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db import models
from polib import pofile

from begleitwerk.config import settings as settings_module
from tests.persons import persons_in

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "begleitwerk"


def rows_of_the_stack() -> tuple[frozenset[str], ...]:
    """Top to bottom, as `.importlinter` has it; apps on one row do not know each other."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    rows = contracts["importlinter:contract:stack"]["layers"].strip().splitlines()
    return tuple(frozenset(re.findall(r"[a-z_]+", row)) for row in rows if "__main__" not in row)


STACK = rows_of_the_stack()
KINDS_OF_FILES = {
    "__init__", "apps", "enums", "models", "rules", "selectors", "services", "forms", "views",
    "urls", "tasks", "tables", "exports", "imports", "papers", "presenters",
    "api", "admin", "contributions",
}  # fmt: skip
FOLDERS = {"templates", "migrations", "management", "templatetags", "locale", "content", "static"}
# Rooms only some apps have; the decision records say why.
FURTHER = {
    "core": {
        "doors",
        "logs",
        "middleware",
        "once",
        "outbox",
        "pages",
        "permissions",
        "processing",
        "waiting",
    },
    "accounts": {"sign_in"},  # what the library asks us: limits, its mails
    "selection": {"choice"},  # a choice from files: whole, beside the choice people make here
    "municipalities": {"middleware", "pages"},
    "programmes": {"pages"},
    # a module for each app it writes into, and how the steps follow on each other
    "demo": {"build", "clock", "sketches", "world"} | set().union(*STACK),
}  # fmt: skip
# Tables that belong to no single municipality, and why.
SHARED = {
    "programmes.ContractTemplate", "programmes.Letterhead",  # of a programme
    "selection.LetterBundle",  # of whoever asked for it
    "selection.ReminderRules", "selection.Reminder",  # of a round
    "core.AuditEvent", "core.AuditHead", "core.OutboxMail", "core.Job", "core.SitePage",
    "core.DailyDuty", "core.AuditSeal",
    "core.SavedFilter", "core.Upload",  # of the person who saved it
    "core.WrittenImport",  # what a file replaced, of many municipalities at once
    "privacy.Clearing",  # of the installation
    "accounts.User", "accounts.Invitation",
    "catalogue.ContentVersion", "catalogue.ContentItem",
    "municipalities.Workspace", "municipalities.Land", "municipalities.Municipality",
    "municipalities.Membership", "municipalities.InvitedRole",  # held in a workspace of any kind
    "municipalities.SettlementType", "municipalities.MapSheet",  # published facts and their map
    "programmes.Programme", "programmes.Edition", "programmes.EditionTheme", "programmes.Cluster",
    "programmes.Engagement", "programmes.EngagementFacilitator", "programmes.EngagementStep",
    "programmes.FacilitatorOffer",
    # the programme's: its survey, its rules, its decisions; rules ask in its workspace
    "municipal_survey.SurveyWave", "municipal_survey.SurveyVariable",
    "municipal_survey.SurveyColumn",
    "selection.SelectionRound", "selection.RuleSet", "selection.Lot",
    "selection.HardRule", "selection.ScoredCriterion", "selection.PortfolioRule",
    "selection.SelectionRun", "selection.SelectionDecision", "selection.DecisionPlace",
    "selection.Deviation", "selection.Waiver", "selection.FactFreeze",
    "selection.RuleRelaxation", "clusters.ClusterPlan", "clusters.DimensionWish",
}  # fmt: skip


def own_apps() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.name.startswith("begleitwerk.")]


def own_models() -> list[type[models.Model]]:
    return [model for config in own_apps() for model in config.get_models()]


def level(label: str) -> int:
    return next(number for number, row in enumerate(STACK) if label in row)


def test_import_contracts_hold() -> None:
    run = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--config", ".importlinter"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_the_picture_of_the_house_is_true() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lines = text.partition("```\n")[2].partition("```")[0].splitlines()
    names = [line.partition("  ")[0] for line in lines if not line.startswith(" ")]
    assert [set(re.findall(r"[a-z_]+", row)) for row in names] == [set(row) for row in STACK]


def test_foreign_keys_point_down_and_leave_no_name_behind() -> None:
    wrong = []
    for model in own_models():
        for relation in model._meta.get_fields():
            target = getattr(relation, "related_model", None)
            if relation.auto_created or target is None or isinstance(target, str):
                continue
            label = target._meta.app_label
            if label == model._meta.app_label or label not in {app.label for app in own_apps()}:
                continue
            if level(label) <= level(model._meta.app_label):
                wrong.append(f"{model._meta.label}.{relation.name} points up to {label}")
    assert wrong == []


def test_apps_have_only_the_known_kinds_of_files() -> None:
    wrong = []
    for app in own_apps():
        folder = Path(app.path)
        allowed = KINDS_OF_FILES | FURTHER.get(app.label, set())
        for entry in folder.iterdir():
            if entry.name == "__pycache__":
                continue
            is_known_folder = entry.is_dir() and (entry.name in FOLDERS or entry.name in allowed)
            if not (is_known_folder or (entry.suffix == ".py" and entry.stem in allowed)):
                wrong.append(str(entry.relative_to(PACKAGE)))
    assert wrong == []


def test_no_file_has_outgrown_its_room() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert long == {}


def test_every_tenant_table_names_its_municipality() -> None:
    without = [
        model._meta.label
        for model in own_models()
        if model._meta.label not in SHARED and not names_its_municipality(model)
    ]
    assert without == []


def names_its_municipality(model: type[models.Model]) -> bool:
    """By a field of its own, or by the row of the same app it cannot be without."""
    fields = model._meta.concrete_fields
    return any(field.name == "municipality" for field in fields) or any(
        names_its_municipality(field.related_model)
        for field in fields
        if isinstance(field, models.ForeignKey)
        and not field.null
        and field.related_model is not model
        and field.related_model._meta.app_label == model._meta.app_label
    )


def test_every_app_with_tenant_tables_has_visible_to() -> None:
    tenants = {
        model._meta.app_label for model in own_models() if model._meta.label not in SHARED
    } | {"municipalities"}
    without = [
        label
        for label in sorted(tenants)
        if not hasattr(__import__(f"begleitwerk.{label}.selectors", fromlist=["x"]), "visible_to")
    ]
    assert without == []


def test_writes_stand_in_services() -> None:
    """Rows and relations are written in services alone, whatever the thing is called there."""
    links = relations()
    found = {
        (str(path.relative_to(PACKAGE)), call)
        for path in PACKAGE.rglob("*.py")
        if not {"migrations", "services", "engine"} & set(path.parts) and path.stem != "services"
        for call in writes_in(path.read_text(encoding="utf-8"), links)
    }
    assert found - NO_WRITES.keys() == set()
    assert NO_WRITES.keys() - found == set()


@pytest.mark.parametrize(
    "code",
    ["row.save()", "row.delete()", "Model.objects.create(a=1)", "rows.update(a=1)",
     "rows.filter(a=1).update(**values)", "Model.objects.bulk_update(rows, fields)",
     "Model.objects.get_or_create(a=1)", "place.parents.add(other)", "round.runs.set(rows)",
     "place.workspace.parents.clear()", "await row.asave()", "cluster.dimensions.remove(item)"],
)  # fmt: skip
def test_every_kind_of_write_is_seen(code: str) -> None:
    assert writes_in(f"async def f():\n    {code}", relations())


def test_what_only_sounds_like_a_write_is_not_one() -> None:
    harmless = "counts.update(other)\nseen.add(1)\nrows.clear()\nnames.remove('a')"
    assert writes_in(harmless, relations()) == set()


ROW_VERBS = {
    "save", "delete", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update",
}  # fmt: skip
LINK_VERBS = {"add", "set", "remove", "clear"}
# What sounds like a write and is none of a row of ours, or has its reason.
NO_WRITES = {
    ("core/exports.py", "book.save"): "a workbook into memory",
    ("core/pages/kinds.py", "self.save"): "the page's own step, which calls the service",
    ("demo/clock.py", "past.update"): "mails of a story told backwards are never sent",
}


def relations() -> set[str]:
    """The names by which rows reach many others: `members`, `parents`, `themes`."""
    names = set()
    for model in own_models():
        for field in model._meta.get_fields():
            if field.one_to_many or field.many_to_many:
                names.add(getattr(field, "get_accessor_name", lambda f=field: f.name)())
    return names


def writes_in(source: str, links: set[str]) -> set[str]:
    """The calls in the source that write, as they stand there: {"row.save"}.

    `update` of a query set takes names alone, that of a dictionary another one.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        verb, receiver = node.func.attr, node.func.value
        verbs = {verb, verb.removeprefix("a")}
        is_row = bool(verbs & ROW_VERBS) or (bool(verbs & {"update"}) and not node.args)
        is_link = isinstance(receiver, ast.Attribute) and receiver.attr in links
        if is_row or (is_link and verbs & LINK_VERBS):
            found.add(ast.unparse(node.func))
    return found


def test_every_model_has_a_factory() -> None:
    import factory

    modules = [path.stem for path in (ROOT / "tests" / "factories").glob("[a-z]*.py")]
    made = set()
    for name in modules:
        module = __import__(f"tests.factories.{name}", fromlist=["x"])
        made |= {
            item._meta.model
            for item in vars(module).values()
            if isinstance(item, type) and issubclass(item, factory.Factory) and item._meta.model
        }
    missing = {model._meta.label for model in own_models() if not model._meta.auto_created}
    assert missing - {model._meta.label for model in made} == set()


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_german_text_is_there() -> None:
    wrong = []
    for path in PACKAGE.rglob("locale/de/LC_MESSAGES/django.po"):
        catalogue = pofile(str(path))
        texts = [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]
        wrong += [f"{path.parts[-5]}: {entry.msgid}" for entry in texts]
    assert wrong == []


def test_no_two_parts_translate_one_text_differently() -> None:
    """Of two German words for one text the upper app's would stand in both: give it a context."""
    words: dict[tuple[str | None, str], set[str]] = {}
    for path in PACKAGE.rglob("locale/de/LC_MESSAGES/django.po"):
        for entry in pofile(str(path)):
            if not entry.msgid_plural and not entry.obsolete:
                words.setdefault((entry.msgctxt, entry.msgid), set()).add(entry.msgstr)
    assert {key: found for key, found in words.items() if len(found) > 1} == {}


def test_every_source_text_is_in_the_catalogue(tmp_path: Path) -> None:
    """Collects the texts anew and compares: none may be missing from the German files."""
    known = {
        (entry.msgctxt, entry.msgid)
        for path in PACKAGE.rglob("locale/de/LC_MESSAGES/django.po")
        for entry in pofile(str(path))
    }
    found = collected_texts(tmp_path)
    missing = {entry for entry in found if entry not in known}
    assert sorted(text for _context, text in missing) == []


def collected_texts(folder: Path) -> set[tuple[str | None, str]]:
    """All translatable texts of the package, by gettext itself, in a copy of the tree."""
    copy = folder / "begleitwerk"
    for path in PACKAGE.rglob("*"):
        if path.suffix in {".py", ".html", ".txt"} and "vendor" not in path.parts:
            target = copy / path.relative_to(PACKAGE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (copy / "locale").mkdir()
    subprocess.run(
        [str(Path(sys.executable).parent / "django-admin"), "makemessages", "-l", "de",
         "--no-location", "--no-wrap"],
        cwd=copy,
        check=True,
        capture_output=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": ""},
    )  # fmt: skip
    entries = pofile(str(copy / "locale/de/LC_MESSAGES/django.po"))
    return {(entry.msgctxt, entry.msgid) for entry in entries}


def test_every_setting_of_the_operator_is_documented() -> None:
    source = Path(settings_module.__file__ or "").read_text(encoding="utf-8")
    names = {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).startswith("env.")
        and isinstance(node.args[0], ast.Constant)
    }
    documented = (ROOT / "docs" / "betrieb" / "einstellungen.md").read_text(encoding="utf-8")
    assert {name for name in names if f"`{name}`" not in documented} == set()


def test_nothing_of_a_package_index_or_this_machine_is_tracked() -> None:
    run = subprocess.run(
        ["git", "grep", "-nE", r'"resolved": *"http|--(extra-)?index-url|/roo[t]/', "--", ".",
         ":!.ci", ":!tests/architecture"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stdout == ""


def test_nobody_from_the_sources_is_named_anywhere() -> None:
    files = subprocess.run(
        ["git", "ls-files", "-z", "*.py", "*.md", "*.toml", "*.html", "*.po", "*.txt", "*.csv"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    named = {
        name: found
        for name in filter(None, files)
        if (ROOT / name).exists() and (found := persons_in((ROOT / name).read_text("utf-8")))
    }
    assert named == {}


# Länder, and editions named by their years: no order a dictionary would change.
LANDS = {"municipality__land__name", "land__name"}
ORDERED_AS_THEY_ARE = {
    ("municipalities/models.py", "name"),  # Land
    ("programmes/models/programmes.py", "name"),  # Edition
    ("programmes/selectors/programmes.py", "name"),
    ("core/models.py", "name"),  # SavedFilter, whose selector has the order
}


def raw_orders(file: Path) -> set[str]:
    """Columns of names by which this file orders as the database does, Ä behind Z."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by":
            found |= {str(ast.literal_eval(arg)) for arg in node.args if is_text(arg)}
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "ordering":
            parts = getattr(node.value, "elts", [])
            found |= {str(ast.literal_eval(part)) for part in parts if is_text(part)}
    return {name for name in found if name.rpartition("__")[2].lstrip("-") in {"name", "title"}}


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_names_stand_in_the_order_of_a_dictionary() -> None:
    found = {
        (str(file.relative_to(PACKAGE)), name)
        for file in PACKAGE.rglob("*.py")
        if "migrations" not in file.parts
        for name in raw_orders(file) - LANDS
    } - ORDERED_AS_THEY_ARE
    assert not found, f"order by alphabetical(…) or search_text: {found}"
