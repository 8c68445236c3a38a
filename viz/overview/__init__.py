"""The page that a briefing opens with."""
