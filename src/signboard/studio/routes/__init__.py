"""The endpoints of the authors' API, one file a resource (spec: rest-api)."""
