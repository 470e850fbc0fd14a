"""The steps that bring a store from one form to the next."""
