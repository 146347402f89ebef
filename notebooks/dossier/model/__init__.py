"""The model: schemas, vocabularies, dates, texts and faults; nothing here reads a table."""
