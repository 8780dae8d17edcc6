import { join } from 'node:path'
import { chooseIsolation, createEgress, createPool, type Isolation } from '@hilo/runtime'
import { type DestinationStream, pino } from 'pino'
import { channelOf, readerOf, splitterOf } from './adapters.ts'
import type { Performing } from './answers/toolbox/perform.ts'
import { openBlobStore } from './blobs/open-store.ts'
import { type Bus, createBus } from './bus/bus.ts'
import type { Config } from './config.ts'
import { type Database, openDatabase } from './db/database.ts'
import { deriveKeys, type Keys } from './db/keys.ts'
import { openStore, type Store } from './db/open.ts'
import { plantReindexing } from './domain/chunk/reindex.ts'
import { createDirectory } from './domain/directory/find.ts'
import { tellInstallation } from './domain/evaluation/after-installation.ts'
import { createInboxes, type Inboxes } from './domain/inbox/inbox.ts'
import { noteInstallation } from './domain/installation-models/installation-models.ts'
import { createExecutionLog, type ExecutionLog } from './domain/log/write.ts'
import { beginListening, forgetNodes, registerNode } from './domain/node/node.ts'
import { createSources } from './domain/run/source.ts'
import { createMetaApps } from './domain/webhook/meta-app.ts'
import { createWebhookStore } from './domain/webhook/store.ts'
import type { Auth } from './http/auth.ts'
import { createCallers } from './http/caller.ts'
import type { Playground } from './http/context.ts'
import { createHttpServer } from './http/server.ts'
import { createMailer } from './mail/mailer.ts'
import { createModels, type Models } from './models/models.ts'
import { createReader } from './reader/reader.ts'
import { openApertium } from './translator/apertium.ts'
import { noTranslator } from './translator/translator.ts'
import type { WorkerContext } from './workers/context.ts'
import { createWorkers } from './workers/workers.ts'

/** A store that is ready to serve: migrated, with roles that cannot see more than they may. */
export type Ground = {
  config: Config
  store: Store
  db: Database
  keys: Keys
  auth: Auth
  close(): Promise<void>
}

export type App = { url: string; stop(): Promise<void> }

/** Opens the database and what needs nothing else, so that a start can seed before it serves. */
export async function openGround(config: Config, say: (sentence: string) => void): Promise<Ground> {
  // While the database starts: a third of all that a start loads, and what the workers ask for later.
  const [store, { createAuth }] = await Promise.all([
    openStore(config, say),
    import('./http/auth.ts'),
    chooseIsolation(),
  ])
  let isClosing = config.logLevel === 'silent'
  const db = openDatabase(store.urls, (error) => {
    // The database is stopped last: connections that it ends then are no news.
    if (!isClosing) say(`Database connection: ${error.message}`)
  })
  const keys = deriveKeys(config.secret)
  const auth = createAuth({
    databaseUrl: store.urls.app,
    secret: keys.authSecret,
    publicUrl: config.publicUrl,
    oneTimeLinks: config.environment === 'development',
  })
  return {
    ...{ config, store, db, keys, auth },
    async close() {
      isClosing = true
      await auth.close()
      await db.end()
      await store.close()
    },
  }
}

/**
 * Builds everything on its ground and serves. What a killed process left is taken up before the first
 * request. The log goes to the standard output, or to `logTo`.
 */
export async function startApp(
  ground: Ground,
  playground: Playground | null,
  logTo?: DestinationStream,
): Promise<App> {
  const { config, db, keys, auth } = ground
  const logger = pino({ level: config.logLevel, base: undefined }, logTo)
  const bus = createBus((error) => logger.error({ error: String(error) }, 'a listener failed'))
  const node = await registerNode(db.global)
  const { close: closeOutside, inboxes, models, mailer, performing } = openOutside(ground, bus, logger)
  const blobs = await openBlobStore(config)
  const pool = await openPool(config, logger)
  const context: WorkerContext = {
    ...{ db, keys, node, bus, inboxes, blobs },
    executionLog: openExecutionLog(db, bus, logger),
    ...{ log: logger, logDays: config.logDays, articlesMax: config.articlesMax },
    directory: createDirectory(db.global),
    channelOf: (inbox) => channelOf(config, inbox),
    readerOf,
  }
  const workers = createWorkers(context, {
    ...{ pool, models, bundleDir: join(config.dataDir, 'bundles') },
    splitterOf,
    ...{ turnLimits: config.turnLimits, periods: config.periods, setup: setupOf(config) },
    ...{ ...waysOut(config), performing, mailer },
  })
  let endTelling = async () => {}
  const stopWorkers = async () => {
    await Promise.all([workers.stop(), closeOutside(), endTelling()])
    await context.executionLog.close()
    await forgetNodes(db.global, [node.id])
  }
  try {
    endTelling = await heedInstallation(ground, logger)
    // After it: an evaluation that is due begins with what is set now.
    await workers.wake.recover()
    const http = await createHttpServer(
      {
        ...{ config, db, keys, bus, auth, inboxes, blobs, models, mailer, log: logger, playground },
        publicUrl: config.publicUrl,
        callers: createCallers(db, auth, keys),
        ...{ work: workers, executionLog: context.executionLog },
        sources: createSources(tellUnreadable(context.executionLog)),
        metaApp: createMetaApps(db.global, keys),
        storeEvent: createWebhookStore(db.edge, node.id, workers.noteAcknowledged),
      },
      logger,
    )
    const url = await http.listen()
    await beginListening(db.global, node)
    workers.wake.start()
    return {
      url,
      async stop() {
        await http.close()
        await stopWorkers()
        await ground.close()
      },
    }
  } catch (error) {
    // Else a start that found its port taken would go on beating, and hold what it took up.
    await stopWorkers()
    throw error
  }
}

/**
 * Evaluations see what the operator has set; whom another model, or an upgrade, concerns is told while the
 * server serves.
 *
 * @returns how that ends: with the org that is being told, and the next start tells the others.
 */
async function heedInstallation(
  { config: { ai }, db }: Ground,
  log: Pick<WorkerContext['log'], 'warn'>,
): Promise<() => Promise<void>> {
  // A simulated one is at another port at each start, and writes the same.
  const baseUrl = ai?.isSimulated ? null : (ai?.baseUrl ?? null)
  await noteInstallation(db.global, ai && { baseUrl, model: ai.model, embeddingModel: ai.embeddingModel })
  const ending = new AbortController()
  const telling = Promise.all([
    tellInstallation(db, ending.signal).catch((error) =>
      log.warn({ error: String(error) }, 'not every org was told of the models that the operator set'),
    ),
    plantReindexing(db, ending.signal).catch((error) =>
      log.warn({ error: String(error) }, 'not every org brings its chunks to the terms of this version'),
    ),
  ])
  return async () => {
    ending.abort()
    await telling
  }
}

/** A Graph API without TLS is none of Meta's: it is the simulator, and its files are on this machine too. */
function simulatedHosts({ graphUrl }: Config): string[] {
  const { protocol, host } = new URL(graphUrl)
  return protocol === 'http:' ? [host] : []
}

/** To the files of contacts, and to pages: one may be as large as a file, and take as long as a slow site does. */
function waysOut(config: Config) {
  const forbiddenHosts = [new URL(config.publicUrl).hostname]
  const pages = createEgress({ devLoopback: config.egressLoopback, forbiddenHosts, timeoutMs: 20_000 })
  return {
    egress: createEgress({ devLoopback: simulatedHosts(config) }),
    reading: { egress: pages, reader: createReader(join(config.dataDir, 'bundles')) },
  }
}

/** Where accounts are connected, and where their webhooks come. */
function setupOf({ publicUrl, graphUrl, instagramGraphUrl, ...config }: Config) {
  const { instagramLoginUrl, graphVersion: version } = config
  return { publicUrl, place: { graphUrl, instagramGraphUrl, instagramLoginUrl, version } }
}

/** What is remembered of inboxes ends when this server changes what new runs use. */
function openInboxes({ db, keys }: Ground, bus: Bus): Inboxes {
  const inboxes = createInboxes(db, keys)
  bus.subscribe((hint) => {
    if (hint.type === 'backends' || hint.type === 'inboxes') inboxes.forget(hint.orgId)
  })
  return inboxes
}

function openModels({ config, db, keys }: Ground, log: WorkerContext['log']): Models {
  const { openaiUrl, ai: installation, egressLoopback, aiHosts, apertium, publicUrl } = config
  const loopback = [...egressLoopback, ...aiHosts]
  const forbiddenHosts = [new URL(publicUrl).host]
  const translator = apertium === null ? noTranslator : openApertium(apertium)
  return createModels({ db, keys, log, openaiUrl, installation, loopback, forbiddenHosts, translator })
}

/** The services of others, and what is remembered of how each inbox reaches its own. */
function openOutside(ground: Ground, bus: Bus, log: WorkerContext['log']) {
  const [models, mailer, performing] = [
    openModels(ground, log),
    openMailer(ground, log),
    openPerforming(ground),
  ]
  return {
    ...{ inboxes: openInboxes(ground, bus), models, mailer, performing },
    async close() {
      mailer.close()
      await Promise.all([models.close(), performing.egress.close()])
    },
  }
}

function openMailer({ config }: Ground, log: Pick<WorkerContext['log'], 'warn'>) {
  const onProblem = (reason: string) => log.warn({ reason }, 'the mail server cannot be used')
  return createMailer({ config: config.mail, onProblem })
}

/** What a tool of AI sends goes out as what a micro-backend sends: guarded, and never to this server. */
function openPerforming({ config, db, keys }: Ground): Omit<Performing, 'code'> {
  const { egressLoopback: loopback, publicUrl } = config
  const forbiddenHosts = [new URL(publicUrl).host]
  const egress = createEgress({
    devLoopback: loopback,
    forbiddenHosts,
    timeoutMs: 10_000,
    bytesMax: 1_048_576,
  })
  return { db, keys, egress, loopback, canMail: config.mail !== null }
}

/** The map is the author's, so it is said where the author looks. */
function tellUnreadable(log: ExecutionLog): Parameters<typeof createSources>[0] {
  return ({ orgId, versionId, error }) =>
    log.write(orgId, {
      ...{ severity: 'warn', source: 'backend', kind: 'source.unreadable' },
      text: 'The source map of a version cannot be read, so the author’s line is not shown. Deploy it again.',
      data: { versionId, error: String(error).slice(0, 200) },
    })
}

function openExecutionLog(db: Database, bus: Bus, logger: Pick<WorkerContext['log'], 'warn'>): ExecutionLog {
  return createExecutionLog(db, {
    onStored: (orgId) => bus.publish({ type: 'log', orgId }),
    onError: (error) => logger.warn({ error: String(error) }, 'the execution log could not be written'),
  })
}

async function openPool(config: Config, logger: Pick<WorkerContext['log'], 'info' | 'warn'>) {
  const pool = await createPool({
    ...{ memoryBudgetMb: config.backendMemoryMb, limits: config.backendLimits },
    egress: { devLoopback: config.egressLoopback, forbiddenHosts: [new URL(config.publicUrl).host] },
  })
  tellIsolation(config, pool.isolation, logger)
  return pool
}

/** Code of clients must not run in production where it could read files or reach the network. */
function tellIsolation(
  { environment, trustsBackends }: Config,
  { mode, isStrong, words }: Isolation,
  logger: Pick<WorkerContext['log'], 'info' | 'warn'>,
): void {
  logger[isStrong ? 'info' : 'warn']({ isolation: mode }, words)
  if (environment !== 'production' || trustsBackends || isStrong) return
  throw new Error(
    `${words} Install bubblewrap or allow user namespaces; ` +
      'or set HILO_TRUST_BACKENDS=yes if you approved all code.',
  )
}
