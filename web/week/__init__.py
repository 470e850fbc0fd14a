"""This week: flats at disposal, balances, people and alarms."""
