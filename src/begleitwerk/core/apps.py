"""How the house's apps start."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Modules that say something to others at start: who may do what, what is shown where.
LOADED = ("rules", "contributions")


class HouseApp(AppConfig):
    """An app of the house: its rules and contributions are known before the first request."""

    default = False  # Django finds it in the module of each app that derives from it

    def __init_subclass__(cls) -> None:
        cls.default = True

    def ready(self) -> None:
        for name in LOADED:
            if find_spec(f"{self.name}.{name}"):
                import_module(f"{self.name}.{name}")


class CoreConfig(HouseApp):
    name = "begleitwerk.core"
    label = "core"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        from begleitwerk.core.presenters import PAGE_VERBS, register_history
        from begleitwerk.core.services import Duty, register_duties, seal_daily

        register_history(verbs=PAGE_VERBS)
        register_duties(Duty("core.seal", seal_daily))
