"""Drills: each shows one promise on a running app, prints one line with its figure, and exits with 1 when it breaks.

Run: ``python -m tools.drills [NAME …]``; ``make drills`` runs all and writes docs/promises.md. With ``--short`` a drill
takes a second or two, as in ``make test``. A new drill is a module with a ``DRILL``, and a line in ``__main__.NAMES``.
"""
