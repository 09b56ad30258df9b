"""The demo: sample data of a small software company, its content, a server and a host's portal.

Everything goes the product's own way: the content is applied as files, the portal signs tokens
like any host. Nothing of it is used by `signboard serve`.
"""
