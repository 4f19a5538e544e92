import './ui/styles.ts'
import { startWords } from '#web/words'
import { startLook } from '#web/ui'
import { App } from '#web/shell'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'

// Schemas of the model come along; made without code from text, which the page's policy forbids.
config({ jitless: true })

startLook()
startWords()
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
