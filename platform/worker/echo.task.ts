import { serveTask } from './index.ts'

serveTask((input: string) => input)
