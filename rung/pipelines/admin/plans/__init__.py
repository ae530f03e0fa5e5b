"""The safety plan on screen: its six steps to write, its versions, and the page for the client."""
