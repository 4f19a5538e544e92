import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import type { ServiceDefinition } from '#model'

const ROOT = join(import.meta.dirname, '..')
const files = globSync('services/*/service.ts', { cwd: ROOT })
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

async function definitions(): Promise<ServiceDefinition[]> {
  const doors = await Promise.all(
    files.map((file) => import(pathToFileURL(join(ROOT, file)).href) as Promise<Record<string, ServiceDefinition>>),
  )
  return doors.flatMap((door) => Object.values(door)).filter((one) => one.lifecycle && one.assetTypes)
}

test('the centre and its screen know every service, and a service is called as its folder', async () => {
  assert.ok(files.length > 0)
  const folders = new Set(files.map((file) => basename(dirname(file))))
  for (const list of ['main.ts', 'web/ui/services.ts']) {
    const known = [...text(list).matchAll(/^import .* from '#services\/([\w-]+)'$/gm)].map(([, name]) => name)
    assert.deepEqual(new Set(known), folders, list)
  }
  assert.deepEqual(new Set((await definitions()).map((one) => one.id)), folders)
})

test('a province turns on services that there are', async () => {
  const ids = (await definitions()).map((one) => one.id)
  const provinces = globSync('provinces/*/province.json', { cwd: ROOT })
  assert.ok(provinces.length > 0)
  for (const file of provinces) {
    const { services } = JSON.parse(text(file)) as { services: string[] }
    assert.deepEqual(
      services.filter((id) => !ids.includes(id)),
      [],
      file,
    )
  }
})

test('what is looked up across services stands once: decoders, rules, derivations, asset types, properties', async () => {
  const all = await definitions()
  for (const ids of [
    all.flatMap((one) => one.decoders.map(({ id }) => id)),
    all.flatMap((one) => one.rules.map(({ id }) => id)),
    all.flatMap((one) => one.derivations.map(({ id }) => id)),
    all.flatMap((one) => one.assetTypes.map(({ id }) => id)),
    all.flatMap((one) => one.properties.map(({ code }) => code)),
  ]) {
    assert.deepEqual(
      ids.filter((id, at) => ids.indexOf(id) !== at),
      [],
    )
  }
})
