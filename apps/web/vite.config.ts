import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type ProxyOptions } from 'vite'

const sena = process.env.SENA_URL ?? 'http://127.0.0.1:8000'

/** The page asks its own origin; in development that is Vite, which asks Sena. */
const toSena: ProxyOptions = {
  target: sena,
  changeOrigin: true,
  configure(proxy) {
    proxy.on('error', (_error, _request, response) => {
      if (!('writeHead' in response)) return void response.destroy()
      if (response.headersSent) return void response.end()
      response.writeHead(502, { 'content-type': 'application/problem+json' })
      response.end(
        JSON.stringify({
          type: 'about:blank',
          title: 'Sena does not answer',
          status: 502,
          detail: `Sena does not answer at ${sena}`,
          code: 'sena/unreachable',
          hint: 'Start it with `sena`, or set SENA_URL to where it runs.',
        }),
      )
    })
  },
}

export default defineConfig({
  plugins: [react()],
  // Workspace packages from their sources: no build of libraries before `vite`.
  resolve: { conditions: ['@engawa/source', ...defaultClientConditions] },
  server: {
    host: '127.0.0.1',
    port: 3000,
    strictPort: true,
    proxy: { '/api': toSena, '/ws': { ...toSena, ws: true } },
  },
  build: { target: 'es2022', modulePreload: { polyfill: false }, license: { fileName: 'THIRD_PARTY_LICENSES.md' } },
})
