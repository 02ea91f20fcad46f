"""What apps contribute to the pages of others. A builtin: no template needs to load it."""

from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString

from begleitwerk.core.contributions import Column, Look, panels

register = template.Library()


@register.simple_tag(takes_context=True, name="panels")
def panels_tag(context: Context, page: str, subject: Any) -> SafeString:
    """What apps contribute to a page: {% panels "programmes.edition" edition %}.

    A page with several places, or one that has read things already, gives its look instead of the
    subject. The templates find `subject` and `today` beside what their panel gives.
    """
    look = subject if isinstance(subject, Look) else None
    if look is None:
        look = Look(subject, context["request"].user, timezone.localdate())
    found = ((panel.template, panel.values(look)) for panel in panels.on(page))
    return SafeString(
        "".join(
            render_part(context, template, {"subject": look.subject, "today": look.today, **values})
            for template, values in found
            if values is not None
        )
    )


@register.simple_tag(takes_context=True)
def column_head(context: Context, column: Column, today: date) -> str:
    """The heading of a column of the cockpit: its label, or what it contributes instead."""
    if not column.head:
        return str(column.label)
    values = column.head_values(today) if column.head_values else {}
    return render_part(context, column.head, {"column": column, **values})


def render_part(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    """A template within the page that shows it."""
    with context.push(**values):
        found = context.template.engine.get_template(name)  # type: ignore[union-attr]
        return found.render(context)
