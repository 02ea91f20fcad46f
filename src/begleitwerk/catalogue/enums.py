"""Kinds of content and the keys other apps build on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContentKind(models.TextChoices):
    """What a content file describes; the value is also the folder of the shipped files."""

    QUALITY_FRAMEWORK = "quality_framework", _("Quality frameworks")
    SCALES = "scales", _("Scales of self-assessment")
    THEMES = "themes", _("Development themes")
    PHASE_TEMPLATE = "phase_template", _("Phase templates")
    PARTICIPATION_LADDERS = "participation_ladders", _("Participation ladders")
    COOPERATION_LADDER = "cooperation_ladder", _("Cooperation ladder")
    PARTNER_SECTORS = "partner_sectors", _("Partner sectors")
    ROLES = "roles", _("Roles")
    BODY_KINDS = "body_kinds", _("Kinds of bodies")
    MEETING_KINDS = "meeting_kinds", _("Kinds of meetings")
    CONSULTATION_ROLES = "consultation_roles", _("Roles in the consultation route")
    CONSULTATION_RESULTS = "consultation_results", _("Results of a consultation")
    FUNDING_SOURCES = "funding_sources", _("Funding sources")

    @property
    def default_code(self) -> str | None:
        """The code meant where a kind has several and none is named."""
        return DEFAULT_CODES.get(self)

    @property
    def fixed_keys(self) -> frozenset[str]:
        """Keys every version of this kind must hold, because programs ask for them by name."""
        return FIXED_KEYS.get(self, frozenset())


class Basis(models.TextChoices):
    """Where a criterion comes from."""

    DERIVED = "derived", _("derived")
    OWN = "own", _("our own")


class MapKind(models.TextChoices):
    """What became of an item of an earlier version."""

    SAME = "same", pgettext_lazy("version map", "unchanged")
    REWORDED = "reworded", pgettext_lazy("version map", "reworded")
    SPLIT = "split", pgettext_lazy("version map", "split")
    MERGED = "merged", pgettext_lazy("version map", "merged")
    NEW = "new", pgettext_lazy("version map", "new")

    @property
    def is_comparable(self) -> bool:
        """Whether figures of one may be set beside figures of the other."""
        return self in (MapKind.SAME, MapKind.REWORDED)


# The scale of maturity counts from 0 to 3; a criterion says what each level looks like.
MATURITY = "maturity"
MATURITY_LEVELS = (0, 1, 2, 3)

DEFAULT_CODES = {
    ContentKind.QUALITY_FRAMEWORK: "qualitaetsrahmen",
    ContentKind.PARTICIPATION_LADDERS: "pyramide",
}

FIXED_KEYS = {
    ContentKind.ROLES: frozenset(
        {
            "programme_office",
            "facilitator",
            "state_office",
            "coordinator",
            "youth_office_head",
            "planner",
            "steering_member",
            "partner",
            "parent",
            "researcher",
            "committee_member",
            "data_protection_officer",
            "operator",
        }
    ),
    ContentKind.BODY_KINDS: frozenset(
        {
            "planning_group",
            "steering_group",
            "implementation_group",
            "advisory_board",
            "expert_group",
            "round_table",
            "regional_meeting",
            "youth_welfare_committee",
            "council_committee",
            "department_heads",
            "network_assembly",
            "other",
        }
    ),
    ContentKind.MEETING_KINDS: frozenset(
        {
            "jour_fixe",
            "workshop",
            "qe_workshop",
            "framework_event",
            "exchange",
            "session",
            "talk",
            "expert_input",
            "other",
        }
    ),
    ContentKind.CONSULTATION_ROLES: frozenset(
        {"hearing", "preliminary", "decision", "information"}
    ),
    ContentKind.CONSULTATION_RESULTS: frozenset(
        {"noted", "adopted", "adopted_amended", "rejected", "postponed", "referred"}
    ),
    ContentKind.FUNDING_SOURCES: frozenset(
        {"none", "bsfh", "municipal", "state", "auridis", "other"}
    ),
    ContentKind.PARTNER_SECTORS: frozenset({"other"}),
    ContentKind.SCALES: frozenset({MATURITY, "agreement", "bipolar"}),
}
