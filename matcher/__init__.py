"""Husrum's decision core: who may live where, how good, which week is best, and why."""
