"""One module per vendor, and the embedded twins."""
