import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { TestDatabase } from './ground.ts'

/** Where a command works: a database and its DATA_DIR. */
export type Place = Pick<TestDatabase, 'dataDir' | 'url' | 'appUrl'>

export interface CommandAnswer {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The settings that lead a command, or a centre, to a place. */
export function settingsOf(place: Place): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATA_DIR: place.dataDir,
    DATABASE_URL: place.url,
    DATABASE_APP_URL: place.appUrl,
    ADMIN_TOKEN: '',
  }
}

/** Runs a program of the tree as npm does, `tools/audit.ts`, over a place when it needs one. */
export function command(program: string, args: readonly string[], place?: Place): Promise<CommandAnswer> {
  const cwd = join(import.meta.dirname, '../..')
  const env = place ? settingsOf(place) : process.env
  return new Promise((done) => {
    execFile(process.execPath, [program, ...args], { cwd, env }, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}
