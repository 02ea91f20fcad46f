"""Networks, partner organisations, bodies and their members."""
