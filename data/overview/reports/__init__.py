"""The reports: each a table with a definition, counted for a period; the visible list is ``REPORTS``."""

from data.overview.reports.table import DIMENSIONS, TOTAL, Asked, Report, ReportColumn, quieted
from data.overview.reports.which import GROUPED, REPORTS, report

__all__ = [
    "DIMENSIONS", "GROUPED", "REPORTS", "TOTAL", "Asked", "Report", "ReportColumn", "quieted", "report",
]  # fmt: skip
