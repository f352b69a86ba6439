"""What an engine promises: candidates for the intent of a folded message, with calibrated probabilities."""

from collections.abc import Sequence
from typing import Protocol

from nlu.folding import Folded
from nlu.reading import Ranked


class Engine(Protocol):
    """Names itself in `Reading.engine`; `classify` answers most certain first and never raises on any text."""

    @property
    def name(self) -> str: ...

    def classify(self, folded: Folded, kinds: Sequence[str] = ()) -> Ranked: ...
