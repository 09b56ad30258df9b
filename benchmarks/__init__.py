"""Every claim that we publish, measured by one command: `make bench`.

One file a claim. A figure stands next to its budget of `docs/decisions/0010-stack.md`; budgets that
must hold on any machine fail `--check`, the others depend on the machine and are told.
"""
