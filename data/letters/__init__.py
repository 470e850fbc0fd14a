"""Letters to the citizen in plain words: the offer, not yet, a refusal noted.

``offer_letter``, ``not_yet_letter``, ``refusal_letter`` gather what the letter says from the store; each
returns a ``Letter`` that the pages print.  A letter names no other person and tells no points.
"""

from data.letters.letter import KINDS, Letter
from data.letters.not_yet import not_yet_letter
from data.letters.offer import offer_letter
from data.letters.refusal import refusal_letter

__all__ = ["KINDS", "Letter", "not_yet_letter", "offer_letter", "refusal_letter"]
