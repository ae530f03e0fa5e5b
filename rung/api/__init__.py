"""The API's front: root addresses, errors as problem+json, the OpenAPI document."""
