"""Failures that the user can act on, each with its own exit code. The fine-tune action knows these codes."""

import json
import sys


class RecipeFailure(Exception):
    """Ends the recipe with `exit_code` and one JSON line on stderr."""

    exit_code = 1
    code = "training-failed"


class BadData(RecipeFailure):
    exit_code = 2
    code = "bad-training-data"


class LossNotFinite(RecipeFailure):
    exit_code = 3
    code = "loss-not-finite"


class OutOfMemory(RecipeFailure):
    exit_code = 4
    code = "out-of-memory"


def named(error: BaseException) -> RecipeFailure | None:
    """The failure behind an exception, or None for a bug."""
    if isinstance(error, RecipeFailure):
        return error
    text = str(error).lower()
    # torch says it in four ways: a class of its own on CUDA, a RuntimeError of the CPU allocator, and two of NumPy/Python
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return OutOfMemory(str(error))
    if isinstance(error, RuntimeError) and ("can't allocate memory" in text or "out of memory" in text):
        return OutOfMemory(str(error).splitlines()[0])
    return None


def report(failure: RecipeFailure) -> int:
    """Prints the failure for the action to read; returns the exit code."""
    line = {"code": failure.code, "message": str(failure) or failure.code}
    print(json.dumps(line), file=sys.stderr, flush=True)
    return failure.exit_code
