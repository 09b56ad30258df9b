"""Content as files: a folder of YAML and SQL is planned, then applied (docs/content.md)."""

from signboard.catalog.content.apply import Report, apply
from signboard.catalog.content.plan import Action, Change, Plan, plan

__all__ = ["Action", "Change", "Plan", "Report", "apply", "plan"]
