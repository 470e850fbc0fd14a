"""Offers on their way from proposed to moved in, with their checklist and letters."""
