"""The API base: doors, what goes in and out of them, pages, problems, and how all of it is documented."""
