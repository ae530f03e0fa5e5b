"""What belongs to no app: the OpenAPI document, the answer where there is nothing, limits and repeats."""
