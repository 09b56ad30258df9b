"""Public links over HTTP: `/public/**` and `/api/public/**`, without any login or token."""
