"""What questions and dashboards were before: recorded with every change, looked at and restored."""
