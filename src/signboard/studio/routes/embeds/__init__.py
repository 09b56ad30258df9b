"""Routes beside the embed itself: links that anybody may open, and previews of what is unsaved."""
