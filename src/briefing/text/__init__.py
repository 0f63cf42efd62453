"""Chinese text: sources and places in them, folding, scripts, numbers with their units, and the loader of word lists."""
