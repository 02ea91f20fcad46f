"""How hard a password is to guess for somebody who knows German and its keyboards."""

from begleitwerk.engine.passwords.guess import ENOUGH_BITS, bits

__all__ = ["ENOUGH_BITS", "bits"]
