"""The commands: one small class for each subject, a method for each command."""
