"""Which id does an organisation get that has only a name?"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LONGEST = 60
_APART = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "\u0131": "i"}
)


def id_of(name: str) -> str:
    """An id made of a name's Latin letters and digits; of its digest where there are none.

    The same name always gives the same id. A long one is cut; that one, and one that loses letters,
    is told apart by its digest.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_APART))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    found = "-".join(words)
    letters = sum(c.isalpha() for c in plain)
    told = sum(c.isalpha() for c in found)
    digest = hashlib.sha256(name.encode()).hexdigest()[:10]
    if not found or told * 2 < letters:
        return f"body-{digest}"
    if told == letters and len(found) <= _LONGEST:
        return found
    return f"{found[:_LONGEST].rstrip('-')}-{digest}"
