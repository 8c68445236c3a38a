"""What the views show, gathered from a store by queries."""
