import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServiceDefinition } from '#model'
import {
  type Edit,
  type Names,
  ROOT,
  Refusal,
  type Template,
  command,
  makeEdits,
  namesOf,
  refuseTaken,
  register,
  report,
  writeRoom,
} from './scaffold.ts'

const HELP = `npm run new-service -- ID --vi "Tên" --en "Name" [--province dak-lak]

Tạo services/ID: một dịch vụ nhỏ chạy được, có bộ giải mã, hai luật, tệp mẫu và phép thử; rồi ghi nó vào main.ts, màn hình và
tỉnh. ID là chữ thường không dấu, nối bằng gạch. Không ghi đè gì.
Makes services/ID: a small working service with a decoder, two rules, a sample and tests; then registers it in main.ts, the
screen and the province. ID is lower-case words joined by hyphens. Nothing is written over.`

await command('new-service', HELP, async (args) => {
  const { options, ...names } = namesOf(args, ['province'])
  const province = options.province ?? 'dak-lak'
  const folder = `services/${names.id}`
  if (!/^[a-z][a-z0-9-]*$/.test(province) || !existsSync(join(ROOT, 'provinces', province, 'province.json'))) {
    throw new Refusal(`--province: không có / there is no provinces/${province}/province.json`)
  }
  refuseTaken(folder, names)
  const template = templateOf(names)
  await refuseUsedIds(template)
  const files = writeRoom(template, folder)
  const edits = editsOf(names, province)
  const left = makeEdits(edits)
  const made = (await definitionsIn(`${folder}/service.ts`))[0]
  if (made?.id !== names.id) throw new Error(`${folder}/service.ts defines ${made?.id ?? 'no service'}`)
  report({
    files,
    edits,
    left,
    next: `  1. npm test -- ${folder}; npm run serve
  2. ${folder}/README.md: ai yêu cầu, căn cứ, ai sở hữu số liệu / who asked, legal basis, who owns the data
  3. docs/how-to/add-a-service.md: thay khung bằng cái thật / make it real`,
  })
})

function templateOf({ id, camel, vi, en }: Names): Template {
  return {
    folder: 'service',
    words: [
      ['template-service', id],
      ['templateService', camel],
      ['template_service', id.replaceAll('-', '_')],
      ['Dịch vụ mẫu', vi],
      ['Template service', en],
    ],
  }
}

/** Where the centre, the screen and the province list their services. */
function editsOf({ id, camel }: Names, province: string): Edit[] {
  const beside = /^import .* from '#services\/[\w-]+'$/
  const line = `import { ${camel} } from '#services/${id}'`
  return [
    register({ file: 'main.ts', beside, line, list: 'services', item: camel }),
    register({ file: 'web/ui/services.ts', beside, line, list: 'SERVICES', item: camel }),
    {
      file: `provinces/${province}/province.json`,
      byHand: `"services": [ …, "${id}"]`,
      change(text) {
        const settings = JSON.parse(text) as { services?: string[] }
        if (!Array.isArray(settings.services)) return undefined
        return `${JSON.stringify({ ...settings, services: [...new Set([...settings.services, id])] }, null, 2)}\n`
      },
      landed: (text) => (JSON.parse(text) as { services: string[] }).services.includes(id),
    },
  ]
}

/** Ids of decoders, rules, asset types and properties are looked up across all services: none may stand twice. */
async function refuseUsedIds({ words }: Template): Promise<void> {
  const [template, ...more] = await definitionsIn('tools/templates/service/service.ts')
  if (!template || more.length > 0) throw new Error('the template defines one service')
  const wanted = idsOf(template).map((id) => words.reduce((said, [from, to]) => said.replaceAll(from, to), id))
  for (const service of await definitionsIn('services/*/service.ts')) {
    const used = idsOf(service).find((id) => wanted.includes(id))
    if (used !== undefined) throw new Refusal(`ID: ${service.id} đã dùng ${used} / uses ${used} already`)
  }
}

function idsOf({ id, assetTypes, properties, decoders, derivations, rules }: ServiceDefinition): string[] {
  const named = [...assetTypes, ...decoders, ...derivations, ...rules].map((one) => one.id)
  return [id, ...named, ...properties.map((one) => one.code)]
}

async function definitionsIn(pattern: string): Promise<ServiceDefinition[]> {
  const modules = globSync(pattern, { cwd: ROOT }).map((file) => import(pathToFileURL(join(ROOT, file)).href))
  const doors = (await Promise.all(modules)) as Record<string, unknown>[]
  return doors.flatMap((door) => Object.values(door)).filter(isDefinition)
}

function isDefinition(value: unknown): value is ServiceDefinition {
  return typeof value === 'object' && value !== null && 'lifecycle' in value && 'assetTypes' in value
}
