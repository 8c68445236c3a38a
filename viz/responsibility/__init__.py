"""The page of who leads and who coordinates."""
