"""Cards without a question: words, links and pictures of the author."""
