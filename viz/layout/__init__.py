"""Where boxes and lines go, and how wide texts are: geometry that knows nothing of documents."""
