"""One card of an embed: how it is drawn, what a viewer asked of it, and its rows on demand."""
