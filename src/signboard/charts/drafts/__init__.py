"""What charts with axes have in common on the way from a payload to a plot."""
