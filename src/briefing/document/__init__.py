"""Edition and script → document: blocks of runs that know their origin."""
