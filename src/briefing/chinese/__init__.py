"""What is known of Chinese writing: scripts, punctuation, numerals."""
