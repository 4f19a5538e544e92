import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

/** The tree that the command itself stands in. */
export const ROOT = join(import.meta.dirname, '..')

/** A mistake of the caller, told without a stack; nothing has been written. */
export class Refusal extends Error {}

export interface Names {
  /** Kebab case: `water-level`. */
  readonly id: string
  readonly vi: string
  readonly en: string
  /** The same in code: `waterLevel`. */
  readonly camel: string
}

/** One change of a file of the house. `change` answers nothing when it does not find its place. */
export interface Edit {
  readonly file: string
  /** What a person would write, where the change cannot be made. */
  readonly byHand: string
  change(text: string): string | undefined
  /** Whether the file says it, however it is laid out. */
  landed(text: string): boolean
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ,.&()/’–-]{0,79}$/u
const RESERVED =
  'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
  'function if implements import in instanceof interface let new null package private protected public return static ' +
  'super switch this throw true try typeof var void while with yield arguments eval undefined'

/** Reads `ID --vi … --en …` and the command's own options. */
export function namesOf<Option extends string>(
  args: readonly string[],
  own: readonly Option[],
): Names & { readonly options: Partial<Record<Option, string>> } {
  const text = { type: 'string' } as const
  const options = Object.fromEntries(['vi', 'en', ...own].map((name) => [name, text]))
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [id = '', ...more] = positionals
  if (!ID.test(id) || id.length > 40 || more.length > 0) {
    throw new Refusal(
      `ID: một từ như water-level, chữ thường không dấu / one lower-case word: “${positionals.join(' ')}”`,
    )
  }
  const camel = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  if (RESERVED.split(' ').includes(camel))
    throw new Refusal(`ID: “${id}” là từ của ngôn ngữ / is a word of the language`)
  const name = (language: 'vi' | 'en'): string => {
    const value = String(values[language] ?? '')
      .normalize('NFC')
      .trim()
    if (NAME.test(value)) return value
    throw new Refusal(`--${language}: cần tên, chữ, số và , . & ( ) / - / a name is needed: “${value}”`)
  }
  return { id, camel, vi: name('vi'), en: name('en'), options: values as Partial<Record<Option, string>> }
}

/** What the template says of itself, and what the new room says instead. Longer words first. */
export interface Template {
  readonly folder: string
  readonly words: readonly (readonly [from: string, to: string])[]
}

/** Refuses a place that is taken; nothing that stands is ever written over. */
export function refuseTaken(folder: string, names: Names): void {
  if (existsSync(join(ROOT, folder))) throw new Refusal(`${folder}/ đã có / is there already`)
  const main = readFileSync(join(ROOT, 'main.ts'), 'utf8')
  if (new RegExp(`\\b${names.camel}\\b`).test(main)) {
    throw new Refusal(`ID: main.ts đã dùng tên ${names.camel} / main.ts uses the name already`)
  }
}

/** Writes the new room, laid out as the house is; answers its files. What was begun and failed is taken away again. */
export function writeRoom(template: Template, folder: string): string[] {
  const from = join(ROOT, 'tools/templates', template.folder)
  const into = (text: string): string => template.words.reduce((said, [old, word]) => said.replaceAll(old, word), text)
  const files = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(from.length + 1))
    .sort()
  mkdirSync(join(ROOT, folder))
  try {
    const written = files.map((file) => {
      const path = join(folder, into(file))
      mkdirSync(dirname(join(ROOT, path)), { recursive: true })
      writeFileSync(join(ROOT, path), into(readFileSync(join(from, file), 'utf8')), { flag: 'wx' })
      return path
    })
    format([folder])
    return written
  } catch (error) {
    rmSync(join(ROOT, folder), { recursive: true })
    throw error
  }
}

/** Makes the changes; answers those that a person must make, because their place was not found. */
export function makeEdits(edits: readonly Edit[]): Edit[] {
  const made = edits.filter((edit) => {
    const path = join(ROOT, edit.file)
    const after = existsSync(path) ? edit.change(readFileSync(path, 'utf8')) : undefined
    if (after !== undefined) writeFileSync(path, after)
    return after !== undefined
  })
  format(made.map((edit) => edit.file))
  return edits.filter((edit) => !made.includes(edit) || !edit.landed(readFileSync(join(ROOT, edit.file), 'utf8')))
}

/** The layout that `npm run format` makes. */
function format(paths: readonly string[]): void {
  if (paths.length === 0) return
  const { status, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/oxfmt'), [...paths], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`oxfmt: ${stderr}`)
}

/** Adds an import behind the last one that is like it, and an item to the end of a list: all of it, or nothing. */
export function register(of: {
  file: string
  /** The last import of this kind is where the new one goes. */
  beside: RegExp
  line: string
  list: string
  item: string
}): Edit {
  return {
    file: of.file,
    byHand: `${of.line}\n… ${of.list} = [ …, ${of.item}]`,
    change(text) {
      const last = [...text.matchAll(new RegExp(of.beside, 'gm'))].at(-1)
      if (!last) return undefined
      const end = last.index + last[0].length
      return appendTo(`${text.slice(0, end)}\n${of.line}${text.slice(end)}`, of.list, of.item)
    },
    landed: (text) => text.includes(of.line) && listed(text, of.list, of.item),
  }
}

/** Adds an item to the end of `const list = […]`, whatever its type and however many lines it has. */
export function appendTo(text: string, list: string, item: string): string | undefined {
  const found = listOf(list).exec(text)
  if (!found) return undefined
  const [whole, head = '', items = ''] = found
  const before = items.trim().replace(/,$/, '')
  return text.replace(whole, () => `${head}${before === '' ? '' : `${before}, `}${item}]`)
}

/** Whether the list holds the item. */
export function listed(text: string, list: string, item: string): boolean {
  const items = listOf(list).exec(text)?.[2] ?? ''
  return items
    .split(',')
    .map((one) => one.trim())
    .includes(item)
}

function listOf(list: string): RegExp {
  return new RegExp(`^((?:export )?const ${list}\\b[^=\\n]*= \\[)([^\\[\\]]*)\\]`, 'm')
}

/** Prints what was done, what is left to do by hand, and what comes next. */
export function report(of: {
  files: readonly string[]
  edits: readonly Edit[]
  left: readonly Edit[]
  next: string
}): void {
  console.log('Đã tạo / Made:')
  for (const file of of.files) console.log(`  ${file}`)
  const changed = [...new Set(of.edits.filter((edit) => !of.left.includes(edit)).map((edit) => edit.file))]
  if (changed.length > 0) console.log(`Đã sửa / Changed:\n  ${changed.join('\n  ')}`)
  if (of.left.length > 0) {
    console.log('Không tìm thấy chỗ để sửa, hãy tự thêm / No place was found, add by hand:')
    for (const { file, byHand } of of.left) console.log(`  ${file}:\n    ${byHand.replaceAll('\n', '\n    ')}`)
  }
  console.log(`\nTiếp theo / Next:\n${of.next}`)
}

/** Runs a command: help without arguments, a refusal on one line. */
export async function command(
  name: string,
  help: string,
  run: (args: string[]) => Promise<void> | void,
): Promise<void> {
  const args = process.argv.slice(2)
  if (args.length === 0 || args.includes('--help')) return console.log(help)
  try {
    await run(args)
  } catch (error) {
    const told =
      error instanceof Refusal || (error instanceof Error && 'code' in error && /ARGS/.test(String(error.code)))
    if (!told) throw error
    console.error(`${name}: ${error.message}`)
    process.exitCode = 1
  }
}
