"""Vacancies: the flats at disposal, entered and closed."""
