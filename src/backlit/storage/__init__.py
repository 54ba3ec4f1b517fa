"""What every room that writes files stands on: atomic writing, locks and the clock."""
