"""The office's overview: what waits, what it costs, what needs a person, and the reports.

Everything here is counted from the rows of the store, as at a day that is given; nothing is changed.
"""
