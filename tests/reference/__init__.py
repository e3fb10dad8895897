"""An independent reference for the rule language: an interpreter of written rules that shares no code with the library."""
