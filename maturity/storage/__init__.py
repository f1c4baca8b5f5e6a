"""The outside: files that are read and written."""
