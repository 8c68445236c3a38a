"""Review by people: a sheet goes out with the links to decide, and comes back with decisions."""
