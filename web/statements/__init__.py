"""The monthly statements and what is asked under the guarantee, for the office and the associations."""
