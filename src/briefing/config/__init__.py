"""The files that an office may change: audiences, topics, wording, theme and the facts beside a source."""
