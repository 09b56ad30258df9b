"""Alembic's scripts. A revision that was released never changes; tables are never rebuilt,
because a rebuilt SQLite table forgets the highest id it ever gave out (decision 16).
"""
