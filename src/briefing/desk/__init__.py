"""The desk: an office's texts in the browser, from handing in to release; every decision is kept in a file."""
