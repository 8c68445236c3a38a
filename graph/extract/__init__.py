"""From text to what it says: header, outline, documents named, tasks, roles, deadlines."""
