"""The dossier: a news article taken apart into claims, and what can be counted from them.

Data flows one way: `text` and `tables` read, `checks` refuse what cannot be used, `speakers`,
`timeline` and `network` count, `charts` draw, and `results` hands numbers, tables and figures
to the book under names.
"""
