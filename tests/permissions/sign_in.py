"""Signing in, pages of allauth: about oneself, so no role makes a difference.

All answer as for somebody without a second factor, who has just signed in.
"""

from tests.permissions.patterns import DONE, EVERYBODY, GUESTS, SIGNED_IN, UNKNOWN, below, page

NAMESPACE = ""  # these addresses have none


ROWS = (
    *below(
        "/konto/",
        page("account_login", "login/", GUESTS),
        page("account_logout", "logout/", SIGNED_IN),
        page("account_inactive", "inactive/", EVERYBODY),
        page("account_signup", "signup/", GUESTS),
        page("account_reauthenticate", "reauthenticate/", SIGNED_IN),
        page("account_change_password", "password/change/", SIGNED_IN),
        page("account_set_password", "password/set/", SIGNED_IN, get=DONE),
        page("account_reset_password", "password/reset/", EVERYBODY),
        page("account_confirm_login_code", "login/code/confirm/", SIGNED_IN, get=DONE),
        page("account_reset_password_from_key_done", "password/reset/key/done/", EVERYBODY),
        page("account_reset_password_from_key", "password/reset/key/1-x/", EVERYBODY),
        page("account_reset_password_done", "password/reset/done/", EVERYBODY),
    ),
    *below(
        "/konto/sicherheit/",
        page("mfa_index", "", SIGNED_IN),
        page("mfa_authenticate", "authenticate/", SIGNED_IN, get=DONE),
        page("mfa_reauthenticate", "reauthenticate/", SIGNED_IN, get=DONE),
        page("mfa_activate_totp", "totp/activate/", SIGNED_IN, get=DONE),
        page("mfa_deactivate_totp", "totp/deactivate/", SIGNED_IN, get=UNKNOWN),
        page("mfa_view_recovery_codes", "recovery-codes/", SIGNED_IN, get=UNKNOWN),
        page("mfa_generate_recovery_codes", "recovery-codes/generate/", SIGNED_IN, get=DONE),
        page("mfa_download_recovery_codes", "recovery-codes/download/", SIGNED_IN, get=UNKNOWN),
        page("mfa_list_webauthn", "webauthn/", SIGNED_IN),
        page("mfa_add_webauthn", "webauthn/add/", SIGNED_IN, get=DONE),
        page("mfa_reauthenticate_webauthn", "webauthn/reauthenticate/", SIGNED_IN, get=DONE),
        page("mfa_remove_webauthn", "webauthn/keys/1/remove/", SIGNED_IN, get=DONE),
        page("mfa_edit_webauthn", "webauthn/keys/1/edit/", SIGNED_IN, get=DONE),
        page("mfa_login_webauthn", "webauthn/login/", SIGNED_IN, get=DONE),
    ),
)
