"""Pure calculations and writers: no Django, no clock, no network, no unseeded randomness."""
