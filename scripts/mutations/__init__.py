"""Wrong and harmless changes to finished files, made through the file formats alone; nothing of the checker is used."""
