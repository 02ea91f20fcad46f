"""What council papers and the brief say of programme, process and meetings; German always."""
