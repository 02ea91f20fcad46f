"""Verbs and fields: after."""

from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {}
FIELDS: dict[str, str | Promise] = {}
