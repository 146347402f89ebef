"""Analysis: pure functions of a loaded dossier that give frames and numbers."""
