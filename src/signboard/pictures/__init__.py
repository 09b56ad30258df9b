"""From SVG to PNG and PDF, in a process of its own. Knows no question, no token and no viewer."""
