import { api } from '@hilo/protocol'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// The server sends `default-src 'self'`: nothing may be inlined into the page.
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [endpointsOnly(), react(), tailwindcss()],
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The oldest browsers that know `light-dark()`, which the theme is made of.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    rolldownOptions: {
      // A schema that nothing reads has no effect: without this, all of zod comes along with `AppError`.
      treeshake: {
        manualPureFunctions: ['z', 'contract'],
        moduleSideEffects: [{ test: /\/(packages\/protocol|node_modules\/zod)\//, sideEffects: false }],
      },
    },
  },
})

/**
 * Of a contract the page needs method and path; the schemas and zod are 25 kB (gzip) that it would never
 * use, and zod asks for `eval`, which the content security policy forbids.
 */
function endpointsOnly(): Plugin {
  const kept = Object.entries(api).map(([name, { method, path }]) => [name, { method, path }])
  return {
    name: 'endpoints-only',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/api\/endpoints\.ts$/ },
      handler: () => ({
        code: `export const endpoints = ${JSON.stringify(Object.fromEntries(kept))}`,
        map: null,
      }),
    },
  }
}
