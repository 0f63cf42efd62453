"""Sources → folders of packs: the pipeline, its workers, and what it writes."""
