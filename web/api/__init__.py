"""The API, version 1: JSON over HTTP by bearer token, described by its own OpenAPI document.

A view is an operation (operations.py): its body and query are pydantic models, its answers too, and the
document (document.py) is made from them.  What cannot be done is told as problem+json (problems.py).
"""
