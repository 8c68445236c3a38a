"""Word lists as data, and what is looked up in them."""
