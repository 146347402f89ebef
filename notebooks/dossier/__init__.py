"""The dossier: a news article taken apart into claims, and what can be counted from them.

Data flows one way: `tables` read what `model` describes, `checks` refuse what cannot be used,
`coding` and `analysis` count, `charts` draw, `publish` hands numbers, tables and figures to the
book under names, and `exports` writes them for other tools.
"""
