"""Attackers: each is given everything that leaves a review, and says of people's answers what it is certain of.

They succeed on documents of the first edition of the method, and must find nothing on those of the second beyond what
its cells say by themselves (docs/method.md, section 7). ``python -m tools.attackers`` counts.

What is *beyond*: a tick, a tie of two answers of one person, or the content of a withheld cell, that is the same in all
data sets which fit the document, and is not the same in all which fit the cells alone. Two limits are measured apart:
what pooled correlations add, and averages by role and place.
"""
