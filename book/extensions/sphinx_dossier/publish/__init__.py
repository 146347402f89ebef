"""Publishing what was built: whole folders, each with a manifest of what it was made from.

``python -m sphinx_dossier.publish html|pdf`` builds in `_build/work/` and swaps the finished folder
in; ``verify FOLDER`` compares a published folder with its manifest; ``release`` packs the pages,
which have PDF and data beside them, into one archive. Python's own library is enough to verify a
folder, so that it can be done anywhere.
"""
