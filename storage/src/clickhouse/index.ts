export { createChdbStore } from './chdb-store.ts'
export { createClickHouseStore } from './clickhouse-store.ts'
