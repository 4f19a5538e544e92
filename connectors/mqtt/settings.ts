import { randomBytes } from 'node:crypto'
import { z } from 'zod'

/** A topic filter: `+` stands for one level, `#` for the rest of them. */
const FILTER = /^(?:(?:\+|[^+#\0]*)\/)*(?:#|\+|[^+#\0]+)$/

export const Settings = z.object({
  url: z
    .url({ protocol: /^(mqtts?|wss?)$/, error: 'mqtt://, mqtts://, ws:// or wss://' })
    // An address is shown to everybody who sees the source; a password is not.
    .refine((url) => !/\/\/[^/]*@/.test(url), 'the name and the password have fields of their own')
    .meta({ title: 'Địa chỉ máy chủ MQTT', description: 'mqtts://broker.example:8883', place: true }),
  username: z.string().max(200).optional().meta({ title: 'Tên đăng nhập' }),
  password: z.string().max(10_000).optional().meta({ title: 'Mật khẩu', secret: true }),
  topics: z
    .array(z.string().min(1).max(1000).regex(FILTER))
    .min(1)
    .max(100)
    .default(['v1/observations'])
    .meta({ title: 'Chủ đề', description: 'Mỗi dòng một chủ đề; + và # như MQTT quy định' }),
  /** The broker keeps what this name has not acknowledged: with another name it would begin anew. */
  client: z
    .string()
    .regex(/^[\w.:-]{1,128}$/)
    .default(() => `serepok-${randomBytes(6).toString('hex')}`)
    .meta({
      title: 'Tên phiên (client id)',
      description: 'Máy chủ giữ những gì chưa báo nhận theo tên này; mỗi kết nối một tên',
      keep: true,
    }),
  version: z.enum(['3.1.1', '5']).default('3.1.1').meta({ title: 'Phiên bản MQTT' }),
  ca: z
    .string()
    .max(100_000)
    .regex(/-----BEGIN CERTIFICATE-----/)
    .optional()
    .meta({
      title: 'Chứng thư của nơi cấp (PEM)',
      description: 'Cho máy chủ dùng chứng thư tự ký hoặc của đơn vị',
    }),
})
export type Settings = z.infer<typeof Settings>
