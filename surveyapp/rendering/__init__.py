"""What takes memory and time – packs, prints, charts as files – is made beside the pages, one file after another.

Knows no review and no page: a job is a function and what it takes. Its process has no key and no database.
"""
