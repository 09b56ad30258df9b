"""What a viewer can do inside a card, by mouse, keyboard and touch."""
