"""The rights of the people in care: access, amendment, accounting of disclosures, and their clocks."""
