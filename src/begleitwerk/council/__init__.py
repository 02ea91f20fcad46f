"""Council papers and the brief: from live data to the document a committee reads."""
