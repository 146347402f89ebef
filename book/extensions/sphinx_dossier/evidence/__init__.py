"""Evidence on the pages: cross-references to claims, cards, backlinks, indexes."""
