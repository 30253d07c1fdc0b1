"""Ends an engine of several processes as a whole. usage: genai_mlops_guard.py <engine's pid> <pid of whoever needs it>

vLLM's engine lives on when the HTTP server that started it is killed, and holds the memory of the GPU; Ray kills a replica
and its children without a word. So nobody's child watches both: when one is gone, the engine's process group is ended.
"""

import os
import signal
import sys
import time


def started(pid):
    """When the process began, in ticks of the kernel; None for one that is gone, or waits to be asked how it ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
            state, *fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state == "Z" else fields[18]


def guard(engine, needs, pause=0.5, grace=10.0):
    """Returns when nothing of the group `engine` is left to end."""
    begun = {pid: started(pid) for pid in (engine, needs)}
    while all(began is not None and started(pid) == began for pid, began in begun.items()):
        time.sleep(pause)
    signal_group(engine, signal.SIGTERM)
    deadline = time.monotonic() + grace
    while started(engine) is not None and time.monotonic() < deadline:
        time.sleep(pause)
    signal_group(engine, signal.SIGKILL)


def signal_group(leader, name):
    try:
        os.killpg(leader, name)
    except ProcessLookupError:
        pass


def main():
    engine, needs = map(int, sys.argv[1:3])
    if os.fork() > 0:
        os._exit(0)
    os.setsid()
    # whoever started this may wait for the end of what is written to it
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    guard(engine, needs)


if __name__ == "__main__":
    main()
