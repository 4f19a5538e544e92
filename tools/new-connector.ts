import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Connector } from '#model'
import {
  type Edit,
  type Names,
  ROOT,
  Refusal,
  appendTo,
  command,
  listed,
  makeEdits,
  namesOf,
  refuseTaken,
  register,
  report,
  writeRoom,
} from './scaffold.ts'

const HELP = `npm run new-connector -- ID --vi "Tên" --en "Name"

Tạo connectors/ID: một giao thức chạy được (hỏi một địa chỉ HTTP theo nhịp) cùng phép thử; rồi ghi nó vào main.ts và chữ trên
màn hình. ID là chữ thường không dấu, nối bằng gạch. Không ghi đè gì.
Makes connectors/ID: a working connector (asks an HTTP address every so often) with its tests; then registers it in main.ts
and the words of the screen. ID is lower-case words joined by hyphens. Nothing is written over.`

/** What the engine calls sources that no connector reads. */
const TAKEN = ['push', 'derivation']

await command('new-connector', HELP, async (args) => {
  const names = namesOf(args, [])
  const { id, camel, vi, en } = names
  const folder = `connectors/${id}`
  if (TAKEN.includes(id)) throw new Refusal(`ID: “${id}” là tên của động cơ / is a name of the engine`)
  refuseTaken(folder, names)
  const words = [
    ['template-connector', id],
    ['templateConnector', camel],
    ['Giao thức mẫu', vi],
    ['Template connector', en],
  ] as const
  const files = writeRoom({ folder: 'connector', words }, folder)
  const edits = editsOf(names)
  const left = makeEdits(edits)
  const door = (await import(pathToFileURL(join(ROOT, folder, 'index.ts')).href)) as Record<string, Connector>
  if (door[camel]?.id !== id) throw new Error(`${folder}/index.ts is no door of ${id}`)
  report({
    files,
    edits,
    left,
    next: `  1. npm test -- ${folder}; npm run serve
  2. GET /api/v1/connectors: biểu mẫu của nó / its form
  3. docs/how-to/add-a-connector.md: thay \`read\` bằng giao thức thật / make it real`,
  })
})

/** Where the centre lists its connectors, and what the screen calls them. */
function editsOf({ id, camel, vi, en }: Names): Edit[] {
  const word = `  'sources.connector.${id}': { vi: '${vi}', en: '${en}' },`
  return [
    register({
      file: 'main.ts',
      beside: /^import .* from '#connectors\/[\w-]+'$/,
      line: `import { ${camel} } from '#connectors/${id}'`,
      list: 'connectors',
      item: camel,
    }),
    {
      file: 'web/words/source.ts',
      byHand: word,
      change(text) {
        const last = [...text.matchAll(/^ {2}'sources\.connector\.[\w-]+': \{[^}]*\},$/gm)].at(-1)
        if (!last) return undefined
        const end = last.index + last[0].length
        return `${text.slice(0, end)}\n${word}${text.slice(end)}`
      },
      landed: (text) => text.includes(`'sources.connector.${id}':`),
    },
    {
      file: 'web/source/wording.ts',
      byHand: `CONNECTORS = [ …, '${id}']`,
      change: (text) => appendTo(text, 'CONNECTORS', `'${id}'`),
      landed: (text) => listed(text, 'CONNECTORS', `'${id}'`),
    },
  ]
}
