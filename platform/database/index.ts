export { type Database, type Sql, databaseOf, inList, scopeSql } from './database.ts'
export { type DatabaseGround, openGround } from './ground.ts'
export { migrate } from './migrate.ts'
