"""The tenant: workspaces, municipalities, memberships and the roles held in them."""
