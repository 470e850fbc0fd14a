"""Who works with Husrum: the administrator's pages."""
