"""What is documented about real municipalities, entered through services."""
