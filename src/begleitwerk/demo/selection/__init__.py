"""Demo data of the selection: five invented Länder, a survey, a round up to its proposal."""
