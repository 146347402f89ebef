"""Reading and loading the tables, and describing them as a data package."""
