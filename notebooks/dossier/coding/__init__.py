"""The coding itself: re-anchoring quotations, matching two codings, agreement between coders."""
