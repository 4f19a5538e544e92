import './ui/styles.ts'
import { startWords } from '#web/words'
import { App } from '#web/shell'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

startWords()
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
