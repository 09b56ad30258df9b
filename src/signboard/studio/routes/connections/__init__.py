"""What the studio's page of databases needs beyond the REST API of others."""
