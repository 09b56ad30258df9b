"""What is promised to public links and to value lists, asked over HTTP."""
