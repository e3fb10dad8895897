"""The net that tells where boxes and labels are."""
