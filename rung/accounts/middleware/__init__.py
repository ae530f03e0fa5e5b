"""What surrounds every request of somebody who is signed in."""
