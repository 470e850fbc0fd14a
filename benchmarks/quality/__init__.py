"""How good the proposals are: a week beside other ways, a year under several policies."""
