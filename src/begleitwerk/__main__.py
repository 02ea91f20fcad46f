"""`python -m begleitwerk`: the same as the command `begleitwerk`."""

from begleitwerk.config.cli import main

main()
