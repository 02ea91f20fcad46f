"""What every app leans on: audit, outbox mail, task progress, permission mixins, components."""
