import { resolve } from 'node:path'

/** A command that takes one file and nothing else: help without it, one line and the exit code 1 when it fails. */
export async function oneFile(name: string, help: string, work: (file: string) => Promise<void>): Promise<void> {
  const [file, ...more] = process.argv.slice(2)
  if (file === undefined || file === '--help') return console.log(help)
  process.exitCode = 1
  if (more.length > 0 || file.startsWith('-')) return console.error(help)
  try {
    await work(resolve(file))
    process.exitCode = 0
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
