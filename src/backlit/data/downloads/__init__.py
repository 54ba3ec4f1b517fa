"""Data sets that are downloaded by name, from mirrors, each file checked against its SHA-256."""
