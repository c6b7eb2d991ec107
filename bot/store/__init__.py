"""The database: the only floor that knows SQL. The same statements run on SQLite and on PostgreSQL."""
