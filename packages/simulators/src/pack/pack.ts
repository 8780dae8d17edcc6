import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPackage } from './build-package.ts'

/** `npm run pack`: leaves `hilo-meta-sim-<version>.tgz` in `dist`, ready to be installed anywhere. */

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
const folder = join(dist, 'package')
await buildPackage(folder)
execFileSync('npm', ['pack', '--silent', '--pack-destination', dist], { cwd: folder, stdio: 'inherit' })
