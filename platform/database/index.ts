export { type Database, type Sql, inList, scopeSql } from './database.ts'
export { type DatabaseGround, openGround } from './ground.ts'
