import type { Command } from './command.ts'
import { chat } from './conversation/chat.ts'
import { dev } from './conversation/dev.ts'
import { init } from './project/init.ts'
import { test } from './project/test.ts'
import { replay } from './replay/replay.ts'
import { calibrate } from './server/calibrate.ts'
import { getConfig, setConfig } from './server/config.ts'
import { deploy } from './server/deploy.ts'
import { explain } from './server/explain.ts'
import { login, logout, whoami } from './server/login.ts'
import { logs } from './server/logs.ts'
import { metrics } from './server/metrics.ts'
import { exportRuns, runs } from './server/runs.ts'
import { listSecrets, removeSecret, setSecret } from './server/secrets.ts'
import { promote, rollback, versions } from './server/versions.ts'

const LOCAL = [init, test, chat, dev, replay]
const REMOTE = [
  ...[login, logout, whoami, deploy, versions, promote, rollback],
  ...[logs, runs, exportRuns, metrics],
  ...[explain, calibrate],
  ...[getConfig, setConfig, listSecrets, setSecret, removeSecret],
]

/** Every command, in the order of the help. */
export const COMMANDS = [...LOCAL, ...REMOTE] as unknown as readonly Command[]
