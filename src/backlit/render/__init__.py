"""Records into something to look at. The only room that rounds."""
