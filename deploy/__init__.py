"""AWS as typed Python; knows nothing of rung."""
