"""The rules a reading keeps: its CSV files and reading.toml read, every fault named."""
