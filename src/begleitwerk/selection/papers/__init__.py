"""Documents of the selection: invitation, receipt, letters, protocol."""
