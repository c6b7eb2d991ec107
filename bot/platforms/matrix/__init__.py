"""Matrix as a platform, by way of matrix-nio."""
