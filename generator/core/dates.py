"""In: a TOML date or an EDTF string. Out: the span of days it allows, and words for it.

Must not read a clock, and must not resolve what is not a date ("Saturday" stays words).
"""
