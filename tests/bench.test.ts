import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BENCHES } from './bench/group.ts'
import { command } from './support/command.ts'

const bench = (...args: string[]) => command('tests/bench/main.ts', args)

test('npm run bench still prints a table for every group, however little it measures; no figure is a condition', async () => {
  const { code, out, err } = await bench('--smoke')
  assert.equal(code, 0, err)
  assert.match(out, /^- máy \/ machine: .+\n- phần mềm \/ software: Node .+PostgreSQL .+\n- bản \/ commit: /)
  for (const { title } of BENCHES) assert.ok(out.includes(`### ${title}\n`), title)
  const rows = out.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| đo'))
  assert.ok(rows.length >= 2 * BENCHES.length, out)
  for (const row of rows) {
    const [, what, here, , ratio] = row
      .split(' | ')
      .flatMap((cell, index) => (index === 0 ? ['', cell.slice(2)] : [cell]))
    assert.ok(what && here && !/NaN|Infinity|undefined/.test(row), row)
    assert.ok(Number(ratio) > 0, row)
  }
})

test('a group that is not there is refused with the names of those that are', async () => {
  const { code, out, err } = await bench('nonsense')
  assert.deepEqual([code, out], [1, ''])
  for (const { name } of BENCHES) assert.ok(err.includes(name), name)
})
