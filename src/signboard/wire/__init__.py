"""JSON shapes of the public contract and their pruning: the only place where our words become the wire's.

Decides what a client may read of a thing. Runs no query, knows no request and no session.
"""
