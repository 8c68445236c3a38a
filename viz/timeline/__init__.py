"""The page of deadlines."""
