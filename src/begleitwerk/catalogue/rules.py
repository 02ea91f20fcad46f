"""Everybody who is signed in may read the catalogue; few may import."""

import rules

from begleitwerk.accounts.models import User


@rules.predicate  # type: ignore[untyped-decorator]
def may_import(user: User) -> bool:
    return user.has_platform_permission("catalogue.import")


rules.add_perm("catalogue.view", rules.is_authenticated)
rules.add_perm("catalogue.import_content", rules.is_authenticated & may_import)
