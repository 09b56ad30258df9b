"""The doors: which routes a process opens, how errors leave it, health and logs."""
