"""A plainly fictional practice to walk through."""
