"""Kernels for the notebooks, forked from one process that has done what all of them begin with.

Every notebook starts with the same seconds of work: importing pandas, altair and the package, and
reading and checking the tables. One warm process does it once; a kernel is a fork of it. Nor does
each start the drawing library, which takes half a second: one process draws for all of them.
Where a process cannot be forked safely (anywhere but on Linux), kernels start the ordinary way and
draw for themselves.
"""
