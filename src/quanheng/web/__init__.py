"""Floor 3: the doors. Settings, addresses, public portal, search page, API assembly, command line."""
