"""Publishing what was built: whole folders, each with a manifest of what it was made from.

``python -m sphinx_dossier.publish html|pdf|data`` builds in `_build/work/` and swaps the finished
folder in; ``verify FOLDER`` compares a published folder with its manifest; ``release`` packs
everything into one archive. Python's own library is enough, so that a folder can be verified
anywhere.
"""
