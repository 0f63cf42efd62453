"""Edition → document: what an audience is shown, in one script, every run with its origin."""
