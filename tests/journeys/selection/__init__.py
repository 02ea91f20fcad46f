"""What the journey through a selection needs: invented places, people, and hands for the rest."""
