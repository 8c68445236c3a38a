"""The page of coverage: requirements against what stands below."""
