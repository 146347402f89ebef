"""Where things are: the one place for the folders of the project."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT / "seeds"
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
BOOK = ROOT / "book"
BIBLIOGRAPHY = BOOK / "references.bib"
