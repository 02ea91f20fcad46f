"""A fresh database has the shipped content from the start."""

from typing import Any

from begleitwerk.catalogue.services import load_shipped_content


def load(apps: Any, schema_editor: Any) -> None:
    load_shipped_content(
        apps.get_model("catalogue", "ContentVersion"), apps.get_model("catalogue", "ContentItem")
    )
