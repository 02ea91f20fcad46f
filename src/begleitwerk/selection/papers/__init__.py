"""Words and documents of the selection: rules and reasons in plain words, letters, protocol."""
