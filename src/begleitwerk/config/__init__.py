"""The composition root: settings, addresses, server. Nobody imports it."""
