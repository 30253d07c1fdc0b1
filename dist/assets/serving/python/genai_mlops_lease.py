"""What share of the requests a router's replica gives to the canary. Needs nothing but Python."""

import hashlib


class Lease:
    """A weight that falls to 0 when nobody renews it.

    Two clocks end it, whichever is past first. The wall clock counts from when the head granted it, so that a replica that
    starts later grants nothing anew; the steady one from when this replica heard of it, so that a clock that is set back
    prolongs nothing. A replica whose clock runs ahead ends a lease early: that errs towards the model in service.
    """

    def __init__(self, canary, lease_seconds, granted_at, wall, steady):
        self.canary = canary
        self.ends = None if lease_seconds is None else (granted_at + lease_seconds, steady + lease_seconds)

    def weight(self, wall, steady):
        if self.ends is None:
            return self.canary
        return 0.0 if wall >= self.ends[0] or steady >= self.ends[1] else self.canary

    def seconds_left(self, wall, steady):
        return None if self.ends is None else max(0.0, min(self.ends[0] - wall, self.ends[1] - steady))


def place_of(key):
    """Place of a key in [0, 1), the same on every machine: the first 48 bits of its SHA-256."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:6], "big") / 2**48


def variant_at(place, weight):
    """Monotone: whoever is on the canary at one weight is on it at every higher one."""
    return "canary" if place < weight else "baseline"
