"""Text, table and timeline of a reading in one view, narrowed by controls."""
