--- clickhouses://…: a store in ClickHouse behind TLS.

return require "newsstat.store.clickhouse"
