"""Pages of collections: for those who answer, without an account; `inside` for those who ask."""
