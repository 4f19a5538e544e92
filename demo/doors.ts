import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LOCAL_OFFSET } from '#model'
import { connectAsync } from 'mqtt'
import type { Measured } from './day.ts'

export interface Reading {
  readonly asset: string
  readonly property: Measured
  readonly at: number
  readonly value: number
}

/** A way into the centre; resolves when the centre has acknowledged. */
export type Door = (readings: readonly Reading[]) => Promise<void>

const bodyOf = (readings: readonly Reading[]): string =>
  JSON.stringify(readings.map((one) => ({ ...one, at: new Date(one.at).toISOString() })))

export function httpDoor(address: string, token: string): Door {
  return async (readings) => {
    const answer = await fetch(`${address}/api/v1/observations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: bodyOf(readings),
    })
    if (!answer.ok) throw new Error(`observations: ${answer.status}`)
    await answer.arrayBuffer()
  }
}

export async function mqttDoor(
  port: number,
  name: string,
  token: string,
): Promise<{ door: Door; close(): Promise<void> }> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    username: name,
    password: token,
    reconnectPeriod: 2000,
  })
  client.on('error', () => undefined)
  return {
    door: async (readings) => {
      await client.publishAsync('v1/observations', bodyOf(readings), { qos: 1 })
    },
    close: () => client.endAsync(true),
  }
}

/** Symbol and unit in a station's file; what the circular has no symbol for is not in it. */
const SYMBOL: Partial<Record<Measured, readonly [symbol: string, unit: string]>> = {
  pm25: ['PM2,5', 'ug/m3'],
  pm10: ['PM10', 'ug/m3'],
  o3: ['O3', 'ug/m3'],
  co: ['CO', 'ug/m3'],
  so2: ['SO2', 'ug/m3'],
  no2: ['NO2', 'ug/m3'],
  temp: ['Temp', 'oC'],
  rh: ['RH', '%'],
  pressure: ['P', 'hPa'],
}

/** Files as TT 10/2021 has them, one per station and moment, uploaded under a passing name as stations do. */
export function fileDoor(folder: string): Door {
  return async (readings) => {
    const [first] = readings
    if (!first) return
    const stamp = new Date(first.at + LOCAL_OFFSET).toISOString().replace(/\D/g, '').slice(0, 14)
    const lines = readings.flatMap(({ property, value }) => {
      const [symbol, unit] = SYMBOL[property] ?? []
      return symbol === undefined ? [] : [`${symbol}\t${String(value).replace('.', ',')}\t${unit}\t${stamp}\t00`]
    })
    await deliver(folder, `${first.asset}_${stamp}.txt`, `${lines.join('\r\n')}\r\n`)
  }
}

export async function deliver(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const half = join(folder, `${name}.part`)
  await writeFile(half, text)
  await rename(half, join(folder, name))
}
