"""What must hold in every rendered template: rules that read both stacks at once."""
