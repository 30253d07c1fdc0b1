import unittest

from genai_mlops_lease import Lease, place_of, variant_at


class LeaseTest(unittest.TestCase):
    def test_falls_to_nothing_when_it_is_not_renewed(self):
        lease = Lease(0.5, 5, granted_at=100, wall=100, steady=7)
        self.assertEqual(lease.weight(104.9, 11.9), 0.5)
        self.assertEqual(lease.weight(105, 11.9), 0)
        self.assertEqual(lease.weight(50, 12), 0, "a clock that was set back prolongs nothing")

    def test_grants_nothing_anew_to_a_replica_that_starts_later(self):
        self.assertEqual(Lease(0.5, 5, granted_at=100, wall=300, steady=0).weight(300, 0), 0)

    def test_holds_for_good_without_one(self):
        self.assertEqual(Lease(1.0, None, granted_at=0, wall=9, steady=9).weight(1e12, 1e12), 1.0)

    def test_splits_monotonically_and_as_asked(self):
        places = [place_of(f"request-{number}") for number in range(20_000)]
        at = lambda weight: {place for place in places if variant_at(place, weight) == "canary"}
        self.assertAlmostEqual(len(at(0.1)) / len(places), 0.1, delta=0.01)
        self.assertLessEqual(at(0.1), at(0.2))
        self.assertEqual((len(at(0)), len(at(1))), (0, len(places)))


if __name__ == "__main__":
    unittest.main()
