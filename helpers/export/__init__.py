"""A reading in the formats of other tools, and back: one file a format."""
