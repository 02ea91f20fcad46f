"""Scale data: a database of federal size, for measuring. Everything in it is synthetic."""
