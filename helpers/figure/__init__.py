"""The drawing of a timeline: shapes, labelled rows, lanes."""
