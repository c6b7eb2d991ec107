"""Times of day, weekdays and dates as people type them, in Dutch and English."""
