"""Self-assessment: single views of many, what they show, an agreed finding, its release."""
