"""Recomputes the audit trail from its rows and compares it with batches, signatures and anchors."""
