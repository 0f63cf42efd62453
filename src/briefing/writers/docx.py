"""Document → Word."""
def write_docx(document, theme, overlay):
    return b""
