"""What is asked of CloudFormation, and what is said about it."""
