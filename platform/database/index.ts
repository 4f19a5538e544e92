export { type Database, type Sql, inList, scopeSql } from './database.ts'
export { describeDatabase } from './describe-schema.ts'
export { type DatabaseGround, openGround } from './ground.ts'
export { readMigrations } from './migrate.ts'
