"""Which role may do what (domain §11), and the predicates every other app builds on."""

from typing import Any, cast

import rules

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.models import Workspace

READ_MUNICIPALITY = frozenset(
    {
        P.WORKSPACE_VIEW,
        P.MEMBERS_VIEW,
        P.PROCESS_VIEW,
        P.BODIES_VIEW,
        P.MEETINGS_VIEW,
        P.GOALS_VIEW,
        P.QUALITY_VIEW,
        P.BRIEF_VIEW,
        P.FILES_VIEW,
        P.REGISTER_VIEW,
    }
)
EDIT_MUNICIPALITY = READ_MUNICIPALITY | {
    P.PROFILE_EDIT,
    P.PROCESS_EDIT,
    P.BODIES_EDIT,
    P.MEETINGS_EDIT,
    P.GOALS_EDIT,
    P.QUALITY_EDIT,
    P.FIELDWORK_EDIT,
    P.COMMENTS_WRITE,
    P.PAPERS_VIEW,
    P.PAPERS_EDIT,
    P.BRIEF_EDIT,
    P.SURVEY_VIEW_OWN,
    P.APPLICATION_VIEW,
    P.APPLICATION_EDIT,
}

# The whole truth about roles. A permission holds in the workspace where the role is held and in
# all that lie within it.
GRANTS: dict[Role, frozenset[P]] = {
    Role.PROGRAMME_OFFICE: frozenset(
        {
            P.WORKSPACE_VIEW,
            P.COCKPIT_VIEW,
            P.PROCESS_VIEW,
            P.GOALS_VIEW_RELEASED,
            P.QUALITY_VIEW_RELEASED,
            P.REGISTER_VIEW,
            P.PROGRAMME_EDIT,
            P.ENGAGEMENT_EDIT,
            P.MEMBERS_VIEW,
            P.MEMBERS_EDIT,
            P.MEETINGS_EDIT,
            P.CATALOGUE_IMPORT,
            P.SELECTION_VIEW,
            P.SELECTION_EDIT,
            P.SELECTION_REVIEW,
        }
    ),
    Role.PROGRAMME_LEAD: frozenset(
        {
            P.WORKSPACE_VIEW,
            P.COCKPIT_VIEW,
            P.PROCESS_VIEW,
            P.GOALS_VIEW_RELEASED,
            P.QUALITY_VIEW_RELEASED,
            P.REGISTER_VIEW,
            P.MEMBERS_VIEW,
            P.MEMBERS_EDIT,
            P.SELECTION_VIEW,
            P.SELECTION_CONFIRM,
        }
    ),
    Role.REVIEWER: frozenset({P.SELECTION_REVIEW}),
    Role.FACILITATOR: READ_MUNICIPALITY | {P.COCKPIT_VIEW, P.COMMENTS_WRITE},
    Role.STATE_OFFICE: frozenset(
        {
            P.WORKSPACE_VIEW,
            P.COCKPIT_VIEW,
            P.PROCESS_VIEW,
            P.GOALS_VIEW_RELEASED,
            P.QUALITY_VIEW_RELEASED,
            P.REGISTER_VIEW,
            P.MEMBERS_VIEW,
            P.MEMBERS_EDIT,
            P.SELECTION_RESULTS,
        }
    ),
    Role.COORDINATOR: EDIT_MUNICIPALITY | {P.MEMBERS_EDIT, P.PARTICIPATION_ACCEPT},
    Role.YOUTH_OFFICE_HEAD: EDIT_MUNICIPALITY
    | {
        P.MEMBERS_EDIT,
        P.PARTICIPATION_ACCEPT,
        P.PAPERS_RELEASE,
        P.GOALS_ADOPT,
        P.QUALITY_RELEASE,
        P.AUDIT_VIEW,
        P.APPLICATION_APPROVE,
    },
    Role.PLANNER: EDIT_MUNICIPALITY,
    Role.STEERING_MEMBER: READ_MUNICIPALITY
    | {P.PAPERS_VIEW, P.GOALS_ADOPT, P.QUALITY_RELEASE, P.COMMENTS_WRITE},
    Role.PARTNER: frozenset(
        {
            P.WORKSPACE_VIEW,
            P.MEMBERS_VIEW,
            P.PROCESS_VIEW,
            P.GOALS_VIEW_RELEASED,
            P.QUALITY_VIEW_RELEASED,
        }
    ),
    Role.PARENT: frozenset({P.WORKSPACE_VIEW, P.MEMBERS_VIEW, P.GOALS_VIEW_RELEASED}),
    Role.RESEARCHER: frozenset(
        {P.WORKSPACE_VIEW, P.REGISTER_VIEW, P.GOALS_VIEW_RELEASED, P.QUALITY_VIEW_RELEASED}
    ),
    Role.COMMITTEE_MEMBER: frozenset(
        {
            P.WORKSPACE_VIEW,
            P.MEMBERS_VIEW,
            P.PROCESS_VIEW,
            P.GOALS_VIEW,
            P.QUALITY_VIEW_RELEASED,
            P.PAPERS_VIEW_INTRODUCED,
            P.BRIEF_VIEW,
        }
    ),
    Role.DATA_PROTECTION_OFFICER: frozenset({P.WORKSPACE_VIEW, P.MEMBERS_VIEW, P.AUDIT_VIEW}),
    # reads what somebody inside asked her to approve, and nothing else
    Role.APPROVER: frozenset({P.WORKSPACE_VIEW, P.APPLICATION_APPROVE}),
    Role.OPERATOR: frozenset(
        {
            P.WORKSPACE_VIEW,
            P.REGISTER_VIEW,
            P.REGISTER_EDIT,
            P.CATALOGUE_IMPORT,
            P.PLATFORM_PAGES,
            P.PLATFORM_OUTBOX,
            P.PLATFORM_PERSONS,
            P.PLATFORM_ACCOUNTS,
            P.MEMBERS_VIEW,
            P.MEMBERS_EDIT,
        }
    ),
}

# Which roles can be held where; who gives them says `powers`.
ROLES_WITHIN: dict[WorkspaceKind, tuple[Role, ...]] = {
    WorkspaceKind.PLATFORM: (Role.OPERATOR,),
    WorkspaceKind.PROGRAMME: (
        Role.PROGRAMME_OFFICE,
        Role.PROGRAMME_LEAD,
        Role.REVIEWER,
        Role.RESEARCHER,
    ),
    WorkspaceKind.LAND: (Role.STATE_OFFICE,),
    WorkspaceKind.MUNICIPALITY: (
        Role.COORDINATOR,
        Role.YOUTH_OFFICE_HEAD,
        Role.PLANNER,
        Role.STEERING_MEMBER,
        Role.PARTNER,
        Role.PARENT,
        Role.COMMITTEE_MEMBER,
        Role.DATA_PROTECTION_OFFICER,
        Role.APPROVER,
        Role.FACILITATOR,
    ),
}

# Who has access and what was decided is read where it belongs, and by nobody from above.
HELD_HERE = frozenset({P.MEMBERS_VIEW, P.MEMBERS_EDIT, P.AUDIT_VIEW})
# Operators open programmes and Länder, and see who was let in there.
FROM_PLATFORM = frozenset({P.MEMBERS_VIEW})
OPENED_BY_OPERATORS = frozenset({WorkspaceKind.PROGRAMME, WorkspaceKind.LAND})


def workspace_of(subject: Any) -> Workspace | None:
    """The workspace a subject belongs to: itself, its own, or its municipality's."""
    if subject is None or isinstance(subject, Workspace):
        return subject
    owner = getattr(subject, "municipality", subject)
    return cast("Workspace", owner.workspace)


def holds(permission: P) -> rules.Predicate:
    """True where the user holds a role with this permission in the subject's workspace.

    Without a subject: anywhere at all (register, catalogue, pages of the installation).
    """

    @rules.predicate(name=f"holds:{permission}")  # type: ignore[untyped-decorator]
    def predicate(user: User, subject: Any = None) -> bool:
        # the selector reads memberships; rules stay free of queries of their own
        from begleitwerk.municipalities.selectors import access_of

        return access_of(user).may(permission, workspace_of(subject))

    return predicate


@rules.predicate  # type: ignore[untyped-decorator]
def gives_roles(user: User, subject: Any = None) -> bool:
    """True where there is a role of the place that she may give."""
    from begleitwerk.municipalities.selectors import roles_to_give

    place = workspace_of(subject)
    return place is not None and bool(roles_to_give(user, place))


@rules.predicate  # type: ignore[untyped-decorator]
def moves_role(user: User, subject: Any = None) -> bool:
    from begleitwerk.municipalities.selectors import may_move

    return may_move(user, subject)


@rules.predicate  # type: ignore[untyped-decorator]
def ends_role(user: User, subject: Any = None) -> bool:
    from begleitwerk.municipalities.selectors import may_end

    return may_end(user, subject)


@rules.predicate  # type: ignore[untyped-decorator]
def handles_invitation(user: User, subject: Any = None) -> bool:
    from begleitwerk.municipalities.selectors import may_handle

    return may_handle(user, subject)


@rules.predicate  # type: ignore[untyped-decorator]
def keeps_register(user: User, subject: Any = None) -> bool:
    """Operators, wherever the municipality lies: the register belongs to the installation."""
    return bool(holds(P.REGISTER_EDIT)(user))


@rules.predicate  # type: ignore[untyped-decorator]
def writes_letters(user: User, subject: Any = None) -> bool:
    """The office of a programme, to whichever municipality: it invites those it does not know."""
    return bool(holds(P.SELECTION_EDIT)(user))


@rules.predicate  # type: ignore[untyped-decorator]
def reads_letters(user: User, subject: Any = None) -> bool:
    return bool(holds(P.SELECTION_VIEW)(user))


rules.add_perm("workspace.view", holds(P.WORKSPACE_VIEW))
rules.add_perm("municipalities.edit_profile", holds(P.PROFILE_EDIT))
rules.add_perm("municipalities.view_members", holds(P.MEMBERS_VIEW))
rules.add_perm("municipalities.open_access", holds(P.MEMBERS_VIEW) | gives_roles)
rules.add_perm("municipalities.give_roles", gives_roles)
rules.add_perm("municipalities.move_role", moves_role)
rules.add_perm("municipalities.end_role", ends_role)
rules.add_perm("municipalities.handle_invitation", handles_invitation)
rules.add_perm("municipalities.view_audit", holds(P.AUDIT_VIEW))
rules.add_perm("municipalities.view_register", holds(P.REGISTER_VIEW))
rules.add_perm("municipalities.edit_register", keeps_register)
rules.add_perm("municipalities.edit_entry", holds(P.PROFILE_EDIT) | keeps_register)
rules.add_perm("municipalities.view_contacts", reads_letters | keeps_register)
rules.add_perm(
    "municipalities.view_contact", reads_letters | keeps_register | holds(P.PROFILE_EDIT)
)
rules.add_perm("municipalities.import_contacts", writes_letters | keeps_register)
rules.add_perm(
    "municipalities.edit_contact", writes_letters | keeps_register | holds(P.PROFILE_EDIT)
)
rules.add_perm("platform.catalogue.import", holds(P.CATALOGUE_IMPORT))
rules.add_perm("core.edit_pages", holds(P.PLATFORM_PAGES))
rules.add_perm("core.view_outbox", holds(P.PLATFORM_OUTBOX))
rules.add_perm("core.view_seals", holds(P.AUDIT_VIEW) | holds(P.PLATFORM_OUTBOX))
rules.add_perm("municipalities.manage_accounts", holds(P.PLATFORM_ACCOUNTS))
