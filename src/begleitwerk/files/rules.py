"""Who may open files."""

import rules

from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.rules import holds

rules.add_perm("files.view_file", holds(Permission.FILES_VIEW))
