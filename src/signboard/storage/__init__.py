"""Our own database: tables, migrations, transactions and the vault. Knows no room above it."""
