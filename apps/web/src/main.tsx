import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.js'
import { SenaProvider } from './sena/sena-context.js'
import './styles/index.css'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <SenaProvider>
        <App />
      </SenaProvider>
    </StrictMode>,
  )
}
