"""Judging in Spark, local or on a cluster: the same statements as in DuckDB, translated one by one."""
