"""The report of a study: compare.csv, fairness.csv and one HTML page that a council member can read."""

from data.simulate.report.write import write_report

__all__ = ["write_report"]
