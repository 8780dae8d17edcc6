import { defineConfig } from 'vite'

/**
 * The app inside the iframe. Its own origin serves it under `/widget/frame/`, with a policy that forbids
 * anything inline.
 */
export default defineConfig({
  root: 'src/frame',
  base: '/widget/frame/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/frame',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
