"""The migrations, a file each. One that a release had is never changed."""
