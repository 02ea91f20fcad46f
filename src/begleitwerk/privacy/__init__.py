"""What is held of people: the record of it, its export, its erasure, and when it ends."""
