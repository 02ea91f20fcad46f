"""Pages of collections: for those who answer, without an account."""
