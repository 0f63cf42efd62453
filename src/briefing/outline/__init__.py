"""Reading an interview: the outline, its file, and one finder for each kind of noun."""
