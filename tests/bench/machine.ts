import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'

const ROOT = join(import.meta.dirname, '../..')

/** On what and of what it was measured, as lines of a list. */
export async function machine(databaseUrl: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  await client.end()
  const processors = cpus()
  return [
    `- máy / machine: ${processors[0]?.model.trim() ?? '?'}, ${processors.length} nhân / cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
    `- phần mềm / software: Node ${process.versions.node}, PostgreSQL ${rows[0]?.server_version ?? '?'} (fsync)`,
    `- bản / commit: ${commit()}, ${new Date().toISOString().slice(0, 10)}`,
    '',
  ].join('\n')
}

/** The short hash, with a mark when the tree differs from it; a clone without git has none. */
function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' + sửa / changes')
  } catch {
    return '?'
  }
}
