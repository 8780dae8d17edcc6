import { defineConfig, type Plugin } from 'vite'

/**
 * The app inside the iframe. Its own origin serves it under `/widget/frame/`, with a policy that forbids
 * anything inline.
 */
export default defineConfig({
  root: 'src/frame',
  base: '/widget/frame/',
  plugins: [plainImports()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/frame',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      // What the rare parts share with the app stays in its one file: two are larger than one.
      output: { codeSplitting: { groups: [{ name: 'app', test: /^(?!.*\/rare\/(?!fetch))/ }] } },
    },
  },
})

/** Vite looks for what a part that is fetched later preloads, which costs each visitor 600 bytes; here it is nothing. */
function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load()',
    },
  }
}
