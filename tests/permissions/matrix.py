"""Who gets what at which address. One row per address; a data-protection officer can read it.

Columns are the cast of tests/conftest.py, in the order of PERSONAS. `anyone` is nobody signed in.
Statuses: 200 page, 302 on to the next page (for `anyone`: to the sign-in), 403 an insider without
the right, 404 as if it did not exist, 405 not by this method, 422 the form was not complete.

`method` is GET unless named. Places in braces are filled by tests/permissions/test_matrix.py:
{musterau} is the slug of Landkreis Musterau; {goal}, {measure} … are ids of one row of each kind
there, not released and not introduced.
"""

from dataclasses import dataclass

PERSONAS = (
    "anyone",
    "stranger",
    "neighbour",
    "coordinator",
    "head",
    "planner",
    "steering_member",
    "partner",
    "parent",
    "committee_member",
    "protection_officer",
    "facilitator",
    "office",
    "state_office",
    "researcher",
    "operator",
    "lead",
    "reviewer",
)


@dataclass(frozen=True)
class Row:
    name: str
    path: str
    statuses: tuple[int, ...]
    method: str = "GET"


def row(name: str, path: str, statuses: str, method: str = "GET") -> Row:
    """`statuses` are eighteen numbers in the order of PERSONAS, or one for all."""
    numbers = tuple(int(word) for word in statuses.split())
    return Row(name, path, numbers * len(PERSONAS) if len(numbers) == 1 else numbers, method)


def signed_in(name: str, path: str, statuses: str, method: str = "GET") -> Row:
    """A page about one's own sign-in: one status for guests, one for everybody with an account."""
    guest, others = statuses.split()
    return row(name, path, " ".join([guest, *[others] * (len(PERSONAS) - 1)]), method)


# anyone stranger neighbour coordinator head planner steering partner parent committee
# protection facilitator office state_office researcher operator lead reviewer
MATRIX: tuple[Row, ...] = (
    # --- core: pages for everybody, outbox for operators
    row("core:page", "/seite/impressum/", "200"),
    row(
        "core:page_edit",
        "/seite/impressum/bearbeiten/",
        "302 403 403 403 403 403 403 403 403 403 403 403 403 403 403 200 403 403",
    ),
    row(
        "core:outbox",
        "/postausgang/",
        "302 403 403 403 403 403 403 403 403 403 403 403 403 403 403 200 403 403",
    ),
    row(
        "core:outbox_retry",
        "/postausgang/{mail}/erneut/",
        "302 403 403 403 403 403 403 403 403 403 403 403 403 403 403 302 403 403",
        "POST",
    ),
    # one's own saved filters of a list
    row("core:filter_save", "/filter/", "302", "POST"),
    row("core:filter_remove", "/filter/{saved_filter}/entfernen/", "302", "POST"),
    row(
        "core:job",
        "/auftrag/{job}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404",
    ),
    # --- accounts
    row(
        "accounts:profile",
        "/konto/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row("accounts:set_language", "/konto/sprache/", "302", "POST"),
    row("accounts:demo", "/konto/demo/", "404", "POST"),
    # --- sign-in, pages of allauth: about oneself, so no role makes a difference
    signed_in("account_login", "/konto/login/", "200 302"),
    signed_in("account_logout", "/konto/logout/", "302 200"),
    signed_in("account_inactive", "/konto/inactive/", "200 200"),
    signed_in("account_signup", "/konto/signup/", "200 302"),
    signed_in("account_reauthenticate", "/konto/reauthenticate/", "302 200"),
    signed_in("account_change_password", "/konto/password/change/", "302 200"),
    signed_in("account_set_password", "/konto/password/set/", "302 302"),
    signed_in("account_reset_password", "/konto/password/reset/", "200 200"),
    signed_in("account_confirm_login_code", "/konto/login/code/confirm/", "302 302"),
    signed_in("account_reset_password_from_key_done", "/konto/password/reset/key/done/", "200 200"),
    signed_in("account_reset_password_from_key", "/konto/password/reset/key/1-x/", "200 200"),
    signed_in("account_reset_password_done", "/konto/password/reset/done/", "200 200"),
    signed_in("mfa_index", "/konto/sicherheit/", "302 200"),
    signed_in("mfa_authenticate", "/konto/sicherheit/authenticate/", "302 302"),
    signed_in("mfa_reauthenticate", "/konto/sicherheit/reauthenticate/", "302 302"),
    signed_in("mfa_activate_totp", "/konto/sicherheit/totp/activate/", "302 302"),
    signed_in("mfa_deactivate_totp", "/konto/sicherheit/totp/deactivate/", "302 404"),
    signed_in("mfa_view_recovery_codes", "/konto/sicherheit/recovery-codes/", "302 404"),
    signed_in(
        "mfa_generate_recovery_codes", "/konto/sicherheit/recovery-codes/generate/", "302 302"
    ),
    signed_in(
        "mfa_download_recovery_codes", "/konto/sicherheit/recovery-codes/download/", "302 404"
    ),
    signed_in("mfa_list_webauthn", "/konto/sicherheit/webauthn/", "302 200"),
    signed_in("mfa_add_webauthn", "/konto/sicherheit/webauthn/add/", "302 302"),
    signed_in(
        "mfa_reauthenticate_webauthn", "/konto/sicherheit/webauthn/reauthenticate/", "302 302"
    ),
    signed_in("mfa_remove_webauthn", "/konto/sicherheit/webauthn/keys/1/remove/", "302 302"),
    signed_in("mfa_edit_webauthn", "/konto/sicherheit/webauthn/keys/1/edit/", "302 302"),
    signed_in("mfa_login_webauthn", "/konto/sicherheit/webauthn/login/", "302 302"),
    # --- catalogue
    row(
        "catalogue:list",
        "/katalog/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row(
        "catalogue:version",
        "/katalog/roles/rollen/1/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row(
        "catalogue:export",
        "/katalog/roles/rollen/1/export/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row(
        "catalogue:import",
        "/katalog/import/",
        "302 403 403 403 403 403 403 403 403 403 403 403 200 403 403 200 403 403",
    ),
    row(
        "catalogue:import",
        "/katalog/import/",
        "302 403 403 403 403 403 403 403 403 403 403 403 422 403 403 422 403 403",
        "POST",
    ),
    # --- municipalities
    row(
        "municipalities:register",
        "/kommunen/",
        "302 403 200 200 200 200 200 403 403 403 403 200 200 200 200 200 200 403",
    ),
    row(
        "municipalities:register_add",
        "/kommunen/neu/",
        "302 403 403 403 403 403 403 403 403 403 403 403 200 403 403 200 403 403",
    ),
    row(
        "municipalities:register_add",
        "/kommunen/neu/",
        "302 403 403 403 403 403 403 403 403 403 403 403 422 403 403 422 403 403",
        "POST",
    ),
    row(
        "municipalities:register_import",
        "/kommunen/import/",
        "302 403 403 403 403 403 403 403 403 403 403 403 200 403 403 200 403 403",
    ),
    row(
        "municipalities:register_import",
        "/kommunen/import/",
        "302 403 403 403 403 403 403 403 403 403 403 403 422 403 403 422 403 403",
        "POST",
    ),
    # an uploaded file is its owner's, here the operator's
    row(
        "municipalities:register_report",
        "/kommunen/import/{import}/",
        "302 403 403 403 403 403 403 403 403 403 403 403 404 403 403 200 403 403",
    ),
    row(
        "municipalities:register_write",
        "/kommunen/import/{import}/schreiben/",
        "302 403 403 403 403 403 403 403 403 403 403 403 404 403 403 302 403 403",
        "POST",
    ),
    row(
        "municipalities:register_map",
        "/kommunen/karte/",
        "302 403 200 200 200 200 200 403 403 403 403 200 200 200 200 200 200 403",
    ),
    row(
        "municipalities:register_settlement",
        "/kommunen/raumtypen/",
        "302 403 403 403 403 403 403 403 403 403 403 403 200 403 403 200 403 403",
    ),
    row(
        "municipalities:register_settlement",
        "/kommunen/raumtypen/",
        "302 403 403 403 403 403 403 403 403 403 403 403 422 403 403 422 403 403",
        "POST",
    ),
    row(
        "municipalities:register_settlement_report",
        "/kommunen/raumtypen/{settlement_list}/",
        "302 403 403 403 403 403 403 403 403 403 403 403 404 403 403 200 403 403",
    ),
    row(
        "municipalities:register_settlement_write",
        "/kommunen/raumtypen/{settlement_list}/schreiben/",
        "302 403 403 403 403 403 403 403 403 403 403 403 404 403 403 302 403 403",
        "POST",
    ),
    row(
        "municipalities:register_entry",
        "/kommunen/{musterau}/",
        "302 403 200 200 200 200 200 403 403 403 403 200 200 200 200 200 200 403",
    ),
    row(
        "municipalities:register_edit",
        "/kommunen/{musterau}/bearbeiten/",
        "302 403 403 403 403 403 403 403 403 403 403 403 200 403 403 200 403 403",
    ),
    row(
        "municipalities:notice",
        "/k/{musterau}/kommune/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "municipalities:log",
        "/k/{musterau}/protokoll/",
        "302 404 404 403 200 403 403 403 403 403 200 403 403 403 403 404 403 403",
    ),
    row(
        "municipalities:members",
        "/k/{musterau}/zugang/",
        "302 404 404 200 200 200 403 403 403 403 200 403 200 403 403 404 200 403",
    ),
    row(
        "municipalities:invite",
        "/k/{musterau}/zugang/einladen/",
        "302 404 404 200 200 403 403 403 403 403 403 403 200 403 403 404 403 403",
    ),
    row(
        "municipalities:invite",
        "/k/{musterau}/zugang/einladen/",
        "302 404 404 422 422 403 403 403 403 403 403 403 422 403 403 404 403 403",
        "POST",
    ),
    row(
        "municipalities:programme_members",
        "/p/{programme}/zugang/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 200 200 403",
    ),
    row(
        "municipalities:programme_invite",
        "/p/{programme}/zugang/einladen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 200 403 403",
    ),
    row(
        "municipalities:land_members",
        "/l/{land}/zugang/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 403 404 200 404 404",
    ),
    row(
        "municipalities:land_invite",
        "/l/{land}/zugang/einladen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 403 404 200 404 404",
    ),
    row(
        "municipalities:platform_members",
        "/betrieb/zugang/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 200 404 404",
    ),
    row(
        "municipalities:platform_invite",
        "/betrieb/zugang/einladen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 200 404 404",
    ),
    row(
        "municipalities:membership_change",
        "/zugang/{membership}/aendern/",
        "302 404 404 200 200 403 403 403 403 403 403 403 200 403 403 404 403 403",
    ),
    row(
        "municipalities:membership_end",
        "/zugang/{membership}/beenden/",
        "302 404 404 200 200 403 403 403 403 403 403 403 200 403 403 404 403 403",
    ),
    row(
        "municipalities:membership_end",
        "/zugang/{membership}/beenden/",
        "302 404 404 422 422 403 403 403 403 403 403 403 422 403 403 404 403 403",
        "POST",
    ),
    row(
        "municipalities:offer_resend",
        "/zugang/einladung/{offer}/erneut/",
        "302 404 404 302 302 403 403 403 403 403 403 403 302 403 403 404 403 403",
        "POST",
    ),
    row(
        "municipalities:offer_withdraw",
        "/zugang/einladung/{offer}/zurueckziehen/",
        "302 404 404 302 302 403 403 403 403 403 403 403 302 403 403 404 403 403",
        "POST",
    ),
    row("municipalities:invitation", "/einladung/unbekannt/", "404"),
    row(
        "municipalities:rights",
        "/konto/rechte/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    # --- files
    row(
        "files:download",
        "/k/{musterau}/dateien/{file}/",
        "302 404 404 200 200 200 200 403 403 403 403 200 403 403 403 404 403 403",
    ),
    # --- programmes
    row(
        "programmes:programme_edit",
        "/p/{programme}/programm/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:editions",
        "/p/{programme}/durchgaenge/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "programmes:edition_create",
        "/p/{programme}/durchgaenge/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:edition",
        "/p/{programme}/durchgaenge/{edition}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "programmes:edition_edit",
        "/p/{programme}/durchgaenge/{edition}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:theme_create",
        "/p/{programme}/durchgaenge/{edition}/themen/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:theme_edit",
        "/p/{programme}/durchgaenge/{edition}/themen/{theme}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:cluster_create",
        "/p/{programme}/durchgaenge/{edition}/cluster/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:cluster_edit",
        "/p/{programme}/durchgaenge/{edition}/cluster/{cluster}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:engagement_create",
        "/p/{programme}/durchgaenge/{edition}/teilnahmen/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:engagements",
        "/p/{programme}/teilnahmen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "programmes:engagement",
        "/p/{programme}/teilnahmen/{engagement}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "programmes:engagement_edit",
        "/p/{programme}/teilnahmen/{engagement}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:engagement_move",
        "/p/{programme}/teilnahmen/{engagement}/schritt/withdrawn/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:contract",
        "/p/{programme}/teilnahmen/{engagement}/vertrag/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:engagement_replace",
        "/p/{programme}/teilnahmen/{engagement}/ersetzen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:facilitator_add",
        "/p/{programme}/teilnahmen/{engagement}/begleitung/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:facilitator_end",
        "/p/{programme}/teilnahmen/{engagement}/begleitung/{facilitator_row}/beenden/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "programmes:theme_remove",
        "/p/{programme}/durchgaenge/{edition}/themen/{theme}/entfernen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "programmes:cluster_remove",
        "/p/{programme}/durchgaenge/{edition}/cluster/{cluster}/entfernen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "programmes:engagement_move",
        "/p/{programme}/teilnahmen/{engagement}/schritt/withdrawn/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "programmes:participation",
        "/k/{musterau}/teilnahme/",
        "302 404 404 200 200 200 200 200 403 200 403 200 200 200 403 404 200 403",
    ),
    # --- networks
    row(
        "networks:bodies",
        "/k/{musterau}/gremien/",
        "302 404 404 200 200 200 200 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "networks:body_create",
        "/k/{musterau}/gremien/neu/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:body",
        "/k/{musterau}/gremien/{body}/",
        "302 404 404 200 200 200 200 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "networks:body_edit",
        "/k/{musterau}/gremien/{body}/bearbeiten/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:body_end",
        "/k/{musterau}/gremien/{body}/beenden/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:member_add",
        "/k/{musterau}/gremien/{body}/mitglieder/neu/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:member_body_add",
        "/k/{musterau}/gremien/{body}/mitglieder/gremium/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:member_edit",
        "/k/{musterau}/gremien/{body}/mitglieder/{member}/bearbeiten/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:member_end",
        "/k/{musterau}/gremien/{body}/mitglieder/{member}/beenden/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:networks",
        "/k/{musterau}/netzwerke/",
        "302 404 404 200 200 200 200 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "networks:network_create",
        "/k/{musterau}/netzwerke/neu/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:network",
        "/k/{musterau}/netzwerke/{network}/",
        "302 404 404 200 200 200 200 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "networks:network_edit",
        "/k/{musterau}/netzwerke/{network}/bearbeiten/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:organisations",
        "/k/{musterau}/organisationen/",
        "302 404 404 200 200 200 200 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "networks:organisation_create",
        "/k/{musterau}/organisationen/neu/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:organisation_edit",
        "/k/{musterau}/organisationen/{organisation}/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "networks:body_create",
        "/k/{musterau}/gremien/neu/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    # --- processes
    row(
        "processes:process",
        "/k/{musterau}/prozess/",
        "302 404 404 200 200 200 200 200 403 200 403 200 200 200 403 404 200 403",
    ),
    row(
        "processes:process_start",
        "/k/{musterau}/prozess/beginnen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 200 403 403 404 403 403",
    ),
    row(
        "processes:process_start",
        "/k/{musterau}/prozess/beginnen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 422 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:process_at",
        "/k/{musterau}/prozess/{process}/",
        "302 404 404 200 200 200 200 200 403 200 403 200 200 200 403 404 200 403",
    ),
    row(
        "processes:process_edit",
        "/k/{musterau}/prozess/{process}/bearbeiten/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "processes:process_edit",
        "/k/{musterau}/prozess/{process}/bearbeiten/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:phase_add",
        "/k/{musterau}/prozess/{process}/phase/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "processes:phase_add",
        "/k/{musterau}/prozess/{process}/phase/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:phase_edit",
        "/k/{musterau}/prozess/phasen/{phase}/bearbeiten/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "processes:phase_edit",
        "/k/{musterau}/prozess/phasen/{phase}/bearbeiten/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:phase_shift",
        "/k/{musterau}/prozess/phasen/{phase}/verschieben/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "processes:phase_shift",
        "/k/{musterau}/prozess/phasen/{phase}/verschieben/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:phase_earlier",
        "/k/{musterau}/prozess/phasen/{phase}/frueher/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:phase_later",
        "/k/{musterau}/prozess/phasen/{phase}/spaeter/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:phase_remove",
        "/k/{musterau}/prozess/phasen/{phase}/entfernen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:meetings",
        "/k/{musterau}/sitzungen/",
        "302 404 404 200 200 200 200 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "processes:meeting_plan",
        "/k/{musterau}/sitzungen/planen/",
        "302 404 404 200 200 200 403 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "processes:meeting_plan",
        "/k/{musterau}/sitzungen/planen/",
        "302 404 404 422 422 422 403 403 403 403 403 422 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:meeting",
        "/k/{musterau}/sitzungen/{meeting}/",
        "302 404 404 200 200 200 200 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "processes:meeting_edit",
        "/k/{musterau}/sitzungen/{meeting}/bearbeiten/",
        "302 404 404 200 200 200 403 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "processes:meeting_edit",
        "/k/{musterau}/sitzungen/{meeting}/bearbeiten/",
        "302 404 404 422 422 422 403 403 403 403 403 422 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:meeting_hold",
        "/k/{musterau}/sitzungen/{meeting}/ergebnis/",
        "302 404 404 200 200 200 403 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "processes:meeting_cancel",
        "/k/{musterau}/sitzungen/{meeting}/absagen/",
        "302 404 404 200 200 200 403 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "processes:meeting_cancel",
        "/k/{musterau}/sitzungen/{meeting}/absagen/",
        "302 404 404 422 422 422 403 403 403 403 403 422 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:decision_record",
        "/k/{musterau}/sitzungen/{meeting}/beschluss/",
        "302 404 404 200 200 200 403 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "processes:decision_record",
        "/k/{musterau}/sitzungen/{meeting}/beschluss/",
        "302 404 404 422 422 422 403 403 403 403 403 422 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:decision_edit",
        "/k/{musterau}/beschluesse/{decision}/bearbeiten/",
        "302 404 404 200 200 200 403 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "processes:decision_edit",
        "/k/{musterau}/beschluesse/{decision}/bearbeiten/",
        "302 404 404 422 422 422 403 403 403 403 403 422 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:decision_withdraw",
        "/k/{musterau}/beschluesse/{decision}/zuruecknehmen/",
        "302 404 404 200 200 200 403 403 403 403 403 200 403 403 403 404 403 403",
    ),
    row(
        "processes:decision_withdraw",
        "/k/{musterau}/beschluesse/{decision}/zuruecknehmen/",
        "302 404 404 422 422 422 403 403 403 403 403 422 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "processes:programme_meetings",
        "/p/{programme}/termine/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "processes:programme_meeting_plan",
        "/p/{programme}/termine/planen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "processes:programme_meeting_plan",
        "/p/{programme}/termine/planen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "processes:programme_meeting",
        "/p/{programme}/termine/{programme_meeting}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "processes:programme_meeting_edit",
        "/p/{programme}/termine/{programme_meeting}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "processes:programme_meeting_edit",
        "/p/{programme}/termine/{programme_meeting}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "processes:programme_meeting_hold",
        "/p/{programme}/termine/{programme_meeting}/ergebnis/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "processes:programme_meeting_cancel",
        "/p/{programme}/termine/{programme_meeting}/absagen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "processes:programme_meeting_cancel",
        "/p/{programme}/termine/{programme_meeting}/absagen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    # --- goals
    row(
        "goals:goals",
        "/k/{musterau}/ziele/",
        "302 404 404 200 200 200 200 200 200 200 403 200 200 200 200 404 200 403",
    ),
    row(
        "goals:goal_add",
        "/k/{musterau}/ziele/neu/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:goal_add",
        "/k/{musterau}/ziele/neu/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:goal_order",
        "/k/{musterau}/ziele/ordnen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:goal_edit",
        "/k/{musterau}/ziele/{goal}/bearbeiten/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:goal_edit",
        "/k/{musterau}/ziele/{goal}/bearbeiten/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:goal_report",
        "/k/{musterau}/ziele/{goal}/stand/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:goal_report",
        "/k/{musterau}/ziele/{goal}/stand/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:goal_light",
        "/k/{musterau}/ziele/{goal}/ampel/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:goal_light",
        "/k/{musterau}/ziele/{goal}/ampel/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:goal_release",
        "/k/{musterau}/ziele/{goal}/freigabe/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:goal_release",
        "/k/{musterau}/ziele/{goal}/freigabe/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:goal_remove",
        "/k/{musterau}/ziele/{goal}/entfernen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:goal_remove",
        "/k/{musterau}/ziele/{goal}/entfernen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:goal_adopt",
        "/k/{musterau}/ziele/{goal}/beschluss/",
        "302 404 404 200 200 200 200 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:goal_adopt",
        "/k/{musterau}/ziele/{goal}/beschluss/",
        "302 404 404 422 422 422 422 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:goal_light_clear",
        "/k/{musterau}/ziele/{goal}/ampel/aufheben/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:goal_move",
        "/k/{musterau}/ziele/{goal}/verschieben/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:measures",
        "/k/{musterau}/massnahmen/",
        "302 404 404 200 200 200 200 200 200 200 403 200 200 200 200 404 200 403",
    ),
    row(
        "goals:measures",
        "/k/{musterau}/massnahmen/?export=csv",
        "302 404 404 200 200 200 200 200 200 200 403 200 200 200 200 404 200 403",
    ),
    row(
        "goals:measure_add",
        "/k/{musterau}/massnahmen/neu/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:measure_add",
        "/k/{musterau}/massnahmen/neu/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:measures_import",
        "/k/{musterau}/massnahmen/einlesen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:measures_import",
        "/k/{musterau}/massnahmen/einlesen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:measure",
        "/k/{musterau}/massnahmen/{measure}/",
        "302 404 404 200 200 200 200 403 403 200 403 200 403 403 403 404 403 403",
    ),
    row(
        "goals:measure_edit",
        "/k/{musterau}/massnahmen/{measure}/bearbeiten/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:measure_edit",
        "/k/{musterau}/massnahmen/{measure}/bearbeiten/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:measure_report",
        "/k/{musterau}/massnahmen/{measure}/stand/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:measure_report",
        "/k/{musterau}/massnahmen/{measure}/stand/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:measure_light",
        "/k/{musterau}/massnahmen/{measure}/ampel/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:measure_light",
        "/k/{musterau}/massnahmen/{measure}/ampel/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:measure_remove",
        "/k/{musterau}/massnahmen/{measure}/entfernen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "goals:measure_remove",
        "/k/{musterau}/massnahmen/{measure}/entfernen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "goals:measure_light_clear",
        "/k/{musterau}/massnahmen/{measure}/ampel/aufheben/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    # --- council: the paper of the matrix is a draft, which committee members do not see yet
    row(
        "council:papers",
        "/k/{musterau}/vorlagen/",
        "302 404 404 200 200 200 200 403 403 200 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:paper_new",
        "/k/{musterau}/vorlagen/neu/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:paper_new",
        "/k/{musterau}/vorlagen/neu/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:settings",
        "/k/{musterau}/vorlagen/einstellungen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:settings",
        "/k/{musterau}/vorlagen/einstellungen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:settings_example",
        "/k/{musterau}/vorlagen/einstellungen/beispiel/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:paper",
        "/k/{musterau}/vorlagen/{paper}/",
        "302 404 404 200 200 200 200 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:section",
        "/k/{musterau}/vorlagen/{paper}/abschnitt/kopf/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:section",
        "/k/{musterau}/vorlagen/{paper}/abschnitt/kopf/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:move",
        "/k/{musterau}/vorlagen/{paper}/stand/pruefung/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:move",
        "/k/{musterau}/vorlagen/{paper}/stand/pruefung/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:move",
        "/k/{musterau}/vorlagen/{paper}/stand/freigabe/",
        "302 404 404 403 302 403 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:move",
        "/k/{musterau}/vorlagen/{paper}/stand/freigabe/",
        "302 404 404 403 422 403 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:paper_pdf",
        "/k/{musterau}/vorlagen/{paper}/pdf/",
        "302 404 404 200 200 200 200 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:paper_docx",
        "/k/{musterau}/vorlagen/{paper}/docx/",
        "302 404 404 200 200 200 200 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:amount_take",
        "/k/{musterau}/vorlagen/{paper}/finanzen/uebernehmen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:amount_keep",
        "/k/{musterau}/vorlagen/{paper}/finanzen/behalten/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:amount_keep",
        "/k/{musterau}/vorlagen/{paper}/finanzen/behalten/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:step_new",
        "/k/{musterau}/vorlagen/{paper}/beratungsfolge/neu/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:step_new",
        "/k/{musterau}/vorlagen/{paper}/beratungsfolge/neu/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:step",
        "/k/{musterau}/vorlagen/{paper}/beratungsfolge/{step}/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:step",
        "/k/{musterau}/vorlagen/{paper}/beratungsfolge/{step}/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:step_result",
        "/k/{musterau}/vorlagen/{paper}/beratungsfolge/{step}/ergebnis/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:step_result",
        "/k/{musterau}/vorlagen/{paper}/beratungsfolge/{step}/ergebnis/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:step_move",
        "/k/{musterau}/vorlagen/{paper}/beratungsfolge/{step}/verschieben/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:step_remove",
        "/k/{musterau}/vorlagen/{paper}/beratungsfolge/{step}/entfernen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:block_new",
        "/k/{musterau}/vorlagen/{paper}/bausteine/neu/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:block_new",
        "/k/{musterau}/vorlagen/{paper}/bausteine/neu/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:blocks_usual",
        "/k/{musterau}/vorlagen/{paper}/bausteine/uebliche/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:block_take",
        "/k/{musterau}/vorlagen/{paper}/bausteine/{block}/uebernehmen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:block_keep",
        "/k/{musterau}/vorlagen/{paper}/bausteine/{block}/behalten/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:block_keep",
        "/k/{musterau}/vorlagen/{paper}/bausteine/{block}/behalten/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:block_reset",
        "/k/{musterau}/vorlagen/{paper}/bausteine/{block}/zuruecksetzen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:block_move",
        "/k/{musterau}/vorlagen/{paper}/bausteine/{block}/verschieben/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:block_remove",
        "/k/{musterau}/vorlagen/{paper}/bausteine/{block}/entfernen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:block_remove",
        "/k/{musterau}/vorlagen/{paper}/bausteine/{block}/entfernen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:block_table",
        "/k/{musterau}/vorlagen/{paper}/bausteine/{block}/tabelle/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:block_table",
        "/k/{musterau}/vorlagen/{paper}/bausteine/{block}/tabelle/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:attach",
        "/k/{musterau}/vorlagen/{paper}/anlagen/neu/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:attach",
        "/k/{musterau}/vorlagen/{paper}/anlagen/neu/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:attachment",
        "/k/{musterau}/vorlagen/{paper}/anlagen/{attachment}/",
        "302 404 404 200 200 200 200 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:attachment_remove",
        "/k/{musterau}/vorlagen/{paper}/anlagen/{attachment}/entfernen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:brief",
        "/k/{musterau}/brief/",
        "302 404 404 200 200 200 200 403 403 200 403 200 403 403 403 404 403 403",
    ),
    row(
        "council:brief_new",
        "/k/{musterau}/brief/neu/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:brief_show",
        "/k/{musterau}/brief/{brief}/",
        "302 404 404 200 200 200 200 403 403 200 403 200 403 403 403 404 403 403",
    ),
    row(
        "council:brief_edit",
        "/k/{musterau}/brief/{brief}/bearbeiten/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "council:brief_edit",
        "/k/{musterau}/brief/{brief}/bearbeiten/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "council:brief_pdf",
        "/k/{musterau}/brief/{brief}/pdf/",
        "302 404 404 200 200 200 200 403 403 200 403 200 403 403 403 404 403 403",
    ),
    # --- portal
    row("portal:start", "/", "302"),
    row(
        "portal:search",
        "/suche/?q=ziel",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row(
        "portal:help",
        "/hilfe/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row(
        "portal:help_chapter",
        "/hilfe/index/",
        "302 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200",
    ),
    row(
        "portal:platform",
        "/betrieb/",
        "302 403 403 403 403 403 403 403 403 403 403 403 403 403 403 200 403 403",
    ),
    row(
        "portal:my_cockpit",
        "/cockpit/",
        "302 403 403 403 403 403 403 403 403 403 403 200 200 200 403 403 200 403",
    ),
    row(
        "portal:cockpit",
        "/p/{programme}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 200 404 200 302",
    ),
    row(
        "portal:land",
        "/l/{land}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 200 404 404 404 404",
    ),
    row(
        "portal:home",
        "/k/{musterau}/",
        "302 404 404 200 200 200 200 200 200 200 200 200 200 200 200 404 200 403",
    ),
    row(
        "portal:programme_due",
        "/p/{programme}/faellig/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 200",
    ),
    row(
        "portal:due",
        "/k/{musterau}/faellig/",
        "302 404 404 200 200 200 200 200 200 200 200 200 200 200 200 404 200 403",
    ),
    row(
        "goals:goal",
        "/k/{musterau}/ziele/{goal}/",
        "302 404 404 200 200 200 200 403 403 200 403 200 403 403 403 404 403 403",
    ),
)
