import { buildDemo } from './demo/build.ts'
import { bundleServer } from './start/bundle-server.ts'

// Part of `npm run build`: what a start would else do each time.
await Promise.all([bundleServer(), buildDemo()])
