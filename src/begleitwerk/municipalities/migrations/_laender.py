"""The sixteen Länder, each with its workspace; codes are the first two digits of the AGS."""

from typing import Any

LAENDER = {
    "01": ("schleswig-holstein", "Schleswig-Holstein"),
    "02": ("hamburg", "Hamburg"),
    "03": ("niedersachsen", "Niedersachsen"),
    "04": ("bremen", "Bremen"),
    "05": ("nordrhein-westfalen", "Nordrhein-Westfalen"),
    "06": ("hessen", "Hessen"),
    "07": ("rheinland-pfalz", "Rheinland-Pfalz"),
    "08": ("baden-wuerttemberg", "Baden-Württemberg"),
    "09": ("bayern", "Bayern"),
    "10": ("saarland", "Saarland"),
    "11": ("berlin", "Berlin"),
    "12": ("brandenburg", "Brandenburg"),
    "13": ("mecklenburg-vorpommern", "Mecklenburg-Vorpommern"),
    "14": ("sachsen", "Sachsen"),
    "15": ("sachsen-anhalt", "Sachsen-Anhalt"),
    "16": ("thueringen", "Thüringen"),
}


def create(apps: Any, schema_editor: Any) -> None:
    workspace = apps.get_model("municipalities", "Workspace")
    land = apps.get_model("municipalities", "Land")
    for code, (slug, name) in LAENDER.items():
        place = workspace.objects.create(kind="land", slug=slug, name=name)
        land.objects.create(workspace=place, code=code, name=name)
    workspace.objects.create(kind="platform", slug="betrieb", name="Betrieb")
