"""What only those who write SQL ask of it; no viewer's answer takes this road."""
