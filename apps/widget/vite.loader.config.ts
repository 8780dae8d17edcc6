import { defineConfig } from 'vite'

/** The one script a site includes: classic, so that it can find itself, and without imports. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    lib: {
      entry: 'src/loader/loader.ts',
      formats: ['iife'],
      name: 'hiloLoader',
      fileName: () => 'loader.js',
    },
  },
})
