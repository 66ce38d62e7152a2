"""The explorer: text, table and timeline of a reading in one view, narrowed together by controls."""
