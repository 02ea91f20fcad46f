"""Everybody may look after her own account."""

import rules

rules.add_perm("accounts.own_account", rules.is_authenticated)
