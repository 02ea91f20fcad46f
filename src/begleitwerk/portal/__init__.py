"""Home, cockpit, red thread, search: composes what the other apps know, owns no table."""
