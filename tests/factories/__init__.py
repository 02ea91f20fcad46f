"""One factory per model, no surprises: only what the model demands."""
