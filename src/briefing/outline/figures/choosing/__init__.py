"""What a figure counts and when: candidates from the text's structure, chosen by learned weights."""
