"""Signing in by an OpenID Connect provider: code flow with PKCE, and what its answers are believed."""
