"""Which of the places said in a message is the buyer's home, and which the parcel's destination."""

from collections.abc import Sequence

from nlu.candidates import Candidate, Sighting
from nlu.country import Place, postal_countries
from nlu.folding import Folded

_FAR = 4
_TO = ("لل", "ل")


def places(folded: Folded, sighting: Sighting, decided: Sequence[tuple[Candidate, str]]) -> list[Place]:
    """Every country, city and telling postal code among the decided entities, with its role where words give one."""
    found = []
    for candidate, kind in decided:
        start, end = folded.span(candidate.start, candidate.end)
        seen = folded.original[start:end]
        if kind == "country":
            countries: tuple[str, ...] = (candidate.value(kind),)
        elif kind == "city":
            countries = tuple(value for known, value in candidate.meanings if known == "city")
        elif kind == "postal_code":
            countries = postal_countries(seen)
        else:
            continue
        if countries:
            name = "country_name" if kind == "country" else kind
            found.append(Place(name, seen, countries, _role(folded, sighting, candidate)))
    return found


def _role(folded: Folded, sighting: Sighting, candidate: Candidate) -> str:
    """`home` or `parcel` from the nearest words before the place that say so."""
    for place in range(candidate.first, max(candidate.first - _FAR, -1), -1):
        cues = sighting.cue_ends.get(place, ())
        if "home" in cues:
            return "home"
        if "parcel" in cues:
            return "parcel"
    word = folded.tokens[candidate.first].text
    return "parcel" if word.startswith(_TO) and candidate.last - candidate.first == 1 else ""
