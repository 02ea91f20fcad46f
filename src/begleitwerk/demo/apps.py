from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "begleitwerk.demo"
    label = "demo"
    verbose_name = "Demo"
