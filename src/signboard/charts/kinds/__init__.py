"""One file per display: each makes a scene of a payload and paints nothing itself."""
