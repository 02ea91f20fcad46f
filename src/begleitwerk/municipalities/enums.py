"""Roles, permissions and kinds of territory."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WorkspaceKind(models.TextChoices):
    PLATFORM = "platform", _("installation")
    PROGRAMME = "programme", _("programme")
    LAND = "land", _("Land")
    MUNICIPALITY = "municipality", _("municipality")


class Role(models.TextChoices):
    """Keys as in the catalogue, where each role is described in words."""

    PROGRAMME_OFFICE = "programme_office", _("Programme office")
    PROGRAMME_LEAD = "programme_lead", _("Programme lead")
    REVIEWER = "reviewer", _("Reviewer of applications")
    FACILITATOR = "facilitator", _("Process facilitator")
    STATE_OFFICE = "state_office", _("State coordination office")
    COORDINATOR = "coordinator", _("Network coordination")
    YOUTH_OFFICE_HEAD = "youth_office_head", pgettext_lazy("role", "Head of the youth office")
    PLANNER = "planner", _("Youth welfare planning")
    STEERING_MEMBER = "steering_member", _("Member of the steering group")
    PARTNER = "partner", _("Network partner")
    PARENT = "parent", _("Parents' representative")
    RESEARCHER = "researcher", _("Research")
    COMMITTEE_MEMBER = "committee_member", _("Member of the youth welfare committee")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data protection officer")
    APPROVER = "approver", _("Approval of applications")
    OPERATOR = "operator", _("Operator")


class TerritoryType(models.TextChoices):
    """The unit is the youth-office district; its kinds (domain §0.5)."""

    COUNTY = "county", _("County")
    CITY = "city", _("County-free city")
    TOWN_WITH_YOUTH_OFFICE = "town", _("Town with its own youth office")
    CITY_DISTRICT = "district", _("District of a city-state")


class SettlementKind(models.IntegerChoices):
    """The BBSR's settlement type of districts; 1 and 2 are urban, 3 and 4 rural (domain §6.4)."""

    LARGE_CITY = 1, _("large county-free city")
    URBAN = 2, _("urban county")
    RURAL_CONDENSING = 3, _("rural county with signs of densification")
    RURAL_SPARSE = 4, _("sparsely populated rural county")


class DensityClass(models.TextChoices):
    """Our own classes of inhabitants per km², for places without a type of the BBSR."""

    DENSE = "dense", _("densely populated")
    MEDIUM = "medium", _("of medium density")
    THIN = "thin", _("thinly populated")
    VERY_THIN = "very_thin", _("very thinly populated")


class Space(models.TextChoices):
    """Town or country: what quotas of a selection count."""

    URBAN = "urban", _("urban")
    RURAL = "rural", _("rural")


class SizeClass(models.TextChoices):
    """By population; values sort as the classes do."""

    UNDER_50 = "s1", _("under 50,000")
    FROM_50 = "s2", _("50,000 to under 100,000")
    FROM_100 = "s3", _("100,000 to under 250,000")
    FROM_250 = "s4", _("250,000 to under 500,000")
    FROM_500 = "s5", _("500,000 and more")


class Pattern(StrEnum):
    """How a map draws a state: pattern and colour, so that it is told without colour too."""

    SOLID = "solid"
    STRIPES = "stripes"
    DOTS = "dots"
    PLAIN = "plain"
    CROSSES = "crosses"


class Permission(StrEnum):
    """What can be allowed. Held within a workspace; the value is the word rules ask for."""

    WORKSPACE_VIEW = "workspace.view"
    PROFILE_EDIT = "profile.edit"
    PARTICIPATION_ACCEPT = "participation.accept"
    MEMBERS_VIEW = "members.view"
    MEMBERS_EDIT = "members.edit"
    AUDIT_VIEW = "audit.view"
    PROCESS_VIEW = "process.view"
    PROCESS_EDIT = "process.edit"
    BODIES_VIEW = "bodies.view"
    BODIES_EDIT = "bodies.edit"
    MEETINGS_VIEW = "meetings.view"
    MEETINGS_EDIT = "meetings.edit"
    GOALS_VIEW = "goals.view"
    GOALS_VIEW_RELEASED = "goals.view_released"
    GOALS_EDIT = "goals.edit"
    GOALS_ADOPT = "goals.adopt"
    QUALITY_VIEW = "quality.view"
    QUALITY_VIEW_RELEASED = "quality.view_released"
    QUALITY_EDIT = "quality.edit"
    QUALITY_RELEASE = "quality.release"
    FIELDWORK_EDIT = "fieldwork.edit"
    COMMENTS_WRITE = "comments.write"
    PAPERS_VIEW = "papers.view"
    PAPERS_VIEW_INTRODUCED = "papers.view_introduced"
    PAPERS_EDIT = "papers.edit"
    PAPERS_RELEASE = "papers.release"
    BRIEF_VIEW = "brief.view"
    BRIEF_EDIT = "brief.edit"
    FILES_VIEW = "files.view"
    COCKPIT_VIEW = "cockpit.view"
    REGISTER_VIEW = "register.view"
    REGISTER_EDIT = "register.edit"
    PROGRAMME_EDIT = "programme.edit"
    ENGAGEMENT_EDIT = "engagement.edit"
    SELECTION_VIEW = "selection.view"
    SELECTION_EDIT = "selection.edit"
    SELECTION_REVIEW = "selection.review"
    SELECTION_CONFIRM = "selection.confirm"
    SELECTION_RESULTS = "selection.results"
    SURVEY_VIEW_OWN = "survey.view_own"
    APPLICATION_VIEW = "application.view"
    APPLICATION_EDIT = "application.edit"
    APPLICATION_APPROVE = "application.approve"
    CATALOGUE_IMPORT = "catalogue.import"
    PLATFORM_PAGES = "platform.pages"
    PLATFORM_OUTBOX = "platform.outbox"
    PLATFORM_PERSONS = "platform.persons"
    PLATFORM_ACCOUNTS = "platform.accounts"


# What each permission means, in the words of the page "what may I see, and why".
PERMISSION_TEXT = {
    Permission.WORKSPACE_VIEW: _("Open the workspace and see its overview"),
    Permission.PROFILE_EDIT: _("Edit the details of the municipality"),
    Permission.PARTICIPATION_ACCEPT: _("Let a programme read here, and take that back"),
    Permission.MEMBERS_VIEW: _("See who has access"),
    Permission.MEMBERS_EDIT: _("Invite people and end their access"),
    Permission.AUDIT_VIEW: _("Read the log of all decisions"),
    Permission.PROCESS_VIEW: _("See phases and dates"),
    Permission.PROCESS_EDIT: _("Plan and shift phases"),
    Permission.BODIES_VIEW: _("See bodies and their members"),
    Permission.BODIES_EDIT: _("Edit bodies and their members"),
    Permission.MEETINGS_VIEW: _("See meetings and their results"),
    Permission.MEETINGS_EDIT: _("Record meetings and decisions"),
    Permission.GOALS_VIEW: _("See all goals and measures"),
    Permission.GOALS_VIEW_RELEASED: _("See goals and measures that were released"),
    Permission.GOALS_EDIT: _("Edit goals and measures"),
    Permission.GOALS_ADOPT: _("Adopt goals"),
    Permission.QUALITY_VIEW: _("See self-assessments and what came of them"),
    Permission.QUALITY_VIEW_RELEASED: _("See released self-assessments"),
    Permission.QUALITY_EDIT: _("Prepare self-assessments and record findings"),
    Permission.QUALITY_RELEASE: _("Release the results of a self-assessment"),
    Permission.FIELDWORK_EDIT: _("Ask people for answers without an account"),
    Permission.COMMENTS_WRITE: _("Comment on goals, measures, decisions and meetings"),
    Permission.PAPERS_VIEW: _("See all council papers, drafts included"),
    Permission.PAPERS_VIEW_INTRODUCED: _("See council papers once they are introduced"),
    Permission.PAPERS_EDIT: _("Write council papers"),
    Permission.PAPERS_RELEASE: _("Release council papers"),
    Permission.BRIEF_VIEW: _("Read the brief"),
    Permission.BRIEF_EDIT: _("Write the brief"),
    Permission.FILES_VIEW: _("Open attached files"),
    Permission.COCKPIT_VIEW: _("See the cockpit of all municipalities"),
    Permission.REGISTER_VIEW: _("See the register of municipalities"),
    Permission.REGISTER_EDIT: _("Edit and import the register of municipalities"),
    Permission.PROGRAMME_EDIT: _("Edit programmes, editions and themes"),
    Permission.ENGAGEMENT_EDIT: _("Edit the participation of municipalities"),
    Permission.SELECTION_VIEW: _("See surveys, selection rounds and their results"),
    Permission.SELECTION_EDIT: _("Run selection rounds and prepare decisions"),
    Permission.SELECTION_REVIEW: _("Review applications that were assigned"),
    Permission.SELECTION_CONFIRM: _("Confirm decisions about a selection"),
    Permission.SELECTION_RESULTS: _("See who of the Land was selected, once it is decided"),
    Permission.SURVEY_VIEW_OWN: _("See the municipality's own answers to the survey"),
    Permission.APPLICATION_VIEW: _("See the application and its result"),
    Permission.APPLICATION_EDIT: _("Write the application"),
    Permission.APPLICATION_APPROVE: _("Approve the application and hand it in"),
    Permission.CATALOGUE_IMPORT: _("Import content into the catalogue"),
    Permission.PLATFORM_PAGES: _("Edit the accessibility, privacy and imprint pages"),
    Permission.PLATFORM_OUTBOX: _("See the outbox and send mails again"),
    Permission.PLATFORM_PERSONS: _("Export and erase what is held of a person"),
    Permission.PLATFORM_ACCOUNTS: _("Block accounts and open them again"),
}
