"""Demo data, made through services: documented history of real places, and invented ones."""
