"""Token buckets: a burst, then a steady rate, each visitor by itself, in bounded memory."""

from bots.web.limits import Bucket


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_burst_then_steady_rate() -> None:
    clock = Clock()
    bucket = Bucket(burst=3, per_second=0.5, clock=clock)
    assert [bucket.wait("ada") for _ in range(4)] == [0, 0, 0, 2]
    clock.now = 1.0
    assert bucket.wait("ada") == 1
    clock.now = 2.0
    assert [bucket.wait("ada"), bucket.wait("ada")] == [0, 2]


def test_a_refused_request_takes_no_token() -> None:
    clock = Clock()
    bucket = Bucket(burst=1, per_second=1, clock=clock)
    assert bucket.wait("ada") == 0
    assert [bucket.wait("ada") for _ in range(50)] == [1] * 50
    clock.now = 1.0
    assert bucket.wait("ada") == 0


def test_visitors_do_not_share_a_bucket_and_forgetting_refills() -> None:
    bucket = Bucket(burst=1, per_second=0.1, clock=Clock())
    assert [bucket.wait("ada"), bucket.wait("bob"), bucket.wait("ada")] == [0, 0, 10]
    bucket.forget("ada")
    assert bucket.wait("ada") == 0


def test_a_flood_of_visitors_keeps_the_most_recent_only() -> None:
    bucket = Bucket(burst=1, per_second=0.1, most=3, clock=Clock())
    for visitor in ("a", "b", "c", "d"):
        bucket.wait(visitor)
    assert len(bucket._levels) == 3
    assert bucket.wait("d") == 10
    assert bucket.wait("a") == 0
