"""Goals and measures."""
