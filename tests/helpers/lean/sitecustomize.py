"""Run by Python at the start of a process that has this folder in its path, before all else.

jsonschema does without one grammar of web addresses, which it would build anew in two seconds: the
builds that the tests start, and the ordinary kernels, serve as well without it.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None: not to be had
