"""What the selection reads from files: a choice from two of them."""
