"""What is promised outside, as tables to hold against the specification."""
