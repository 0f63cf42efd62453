"""People: who speaks, who is spoken of, and whose words a quotation is."""
