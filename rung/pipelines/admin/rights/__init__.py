"""The rights desk: what is open, one request, one client's requests, copies and disclosures."""
