"""What can be asked of the ledger. Every page takes a constant number of SQL queries."""
