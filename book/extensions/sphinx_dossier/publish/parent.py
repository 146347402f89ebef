"""Ending with the process that started this one, so that a killed build leaves nothing at work."""

import ctypes
import os
import signal
import sys

#: Whether the system can be asked for it.
CAN_END_WITH_PARENT = sys.platform == "linux"


def end_with_parent() -> None:
    """Ask the kernel to end this process when the one that started it has ended, or was killed.

    Does nothing where CAN_END_WITH_PARENT is false.
    """
    if CAN_END_WITH_PARENT:
        set_parent_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def ask_of_forks() -> None:
    """Let every process that is forked from this one from now on end with it.

    A fork that hands back what it has made waits until somebody takes it, and would wait for ever.
    """
    forking = [0]

    def note() -> None:
        forking[0] = os.getpid()

    def begin() -> None:
        end_with_parent()
        if os.getppid() != forking[0]:  # it has ended before this process could ask
            os._exit(1)

    os.register_at_fork(before=note, after_in_child=begin)
