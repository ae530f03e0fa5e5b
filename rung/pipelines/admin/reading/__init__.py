"""The reading list on screen: add to it, move it on, note what came of it."""
