import type { Channel } from '@hilo/channels'
import type { ChannelType, Id } from '@hilo/protocol'
import type { Egress, Pool } from '@hilo/runtime'
import { rehearse } from '../answers/rehearse.ts'
import type { Performing } from '../answers/toolbox/perform.ts'
import { createDescribe } from '../domain/backend/describe.ts'
import { createVersions } from '../domain/backend/version.ts'
import { censusOf } from '../domain/node/node.ts'
import { createSecrets } from '../domain/secret/open.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Models } from '../models/models.ts'
import type { Reader } from '../reader/reader.ts'
import type { AnswerDesk } from './answer/answer.ts'
import { type Answering, createAnswering } from './answer/answering.ts'
import { createToolWork } from './answer/decide-tool-call.ts'
import { createSummariser } from './answer/summarise.ts'
import { createConnector } from './connect/connector.ts'
import type { Desk } from './connect/desk.ts'
import type { WorkerContext } from './context.ts'
import { createDeliverer } from './deliver/deliver-message.ts'
import { createEvaluator } from './evaluate/evaluate.ts'
import { createMediaFetcher } from './media/fetch-media.ts'
import { createWordWriter } from './media/write-words.ts'
import { createPlacer } from './placing/place-knowledge.ts'
import { createHttpSend } from './platform/http-send.ts'
import { createOfferReader } from './platform/list-offers.ts'
import { createTemplateManager } from './platform/manage-templates.ts'
import { createThreadMover } from './platform/move-thread.ts'
import { createStatusWorker } from './receive/apply-status.ts'
import { createIntake } from './receive/intake.ts'
import { createOwnPartOf } from './receive/own-part.ts'
import { createReceiveMessage } from './receive/receive-message.ts'
import { createWebhookReceiver } from './receive/receive-webhook.ts'
import { createJobRunner, type JobRunner } from './run-job.ts'
import { createImporter } from './sources/importer.ts'
import { createCrashWatch } from './turn/crash-watch.ts'
import { createMigrateRuns } from './turn/migrate-runs.ts'
import { createTurnRunner, type TurnRunner } from './turn/run-turn.ts'
import { createTurnLimits, type TurnLimitOptions } from './turn/turn-limits.ts'
import { createWake } from './wake.ts'
import { watchInboxes } from './watch-inboxes.ts'

const DRAIN_MS = 15_000

type WorkerOptions = {
  pool: Pool
  bundleDir: string
  splitterOf: (channel: ChannelType) => Channel<never>['parts'] | null
  turnLimits: Partial<TurnLimitOptions>
  /** The pauses between two looks for what is due, and at the inboxes. */
  periods: { wakeMs: number; inboxesMs: number }
  /** Where accounts are connected, and where this server is reached. */
  setup: Pick<Desk, 'place' | 'publicUrl'>
  /** The way to the files of contacts. */
  egress: Egress
  /** The way to pages, and what reads them and files. */
  reading: { egress: Egress; reader: Reader }
  /** What tools of AI need, but for what runs code. */
  performing: Omit<Performing, 'code'>
  /** Who writes for the orgs. */
  models: Models
  mailer: Mailer
}

/**
 * Builds the workers and ties them to each other: receive -> turn -> deliver, and the wake behind all three.
 */
export function createWorkers(context: WorkerContext, options: WorkerOptions) {
  const { pool, bundleDir, splitterOf, turnLimits, periods, egress, setup, models } = options
  const http = createHttpSend()
  const deliverer = createDeliverer(context, http)
  const code = openCode(context, bundleDir)
  const performing = { ...options.performing, code: { pool, ...code, executionLog: context.executionLog } }
  const turns = createTurnRunner({
    ...{ context, pool, ...code, models, deliverer, performing },
    limits: createTurnLimits(turnLimits),
    crashes: createCrashWatch(),
  })
  const { kick } = deliverer
  const telling = { performing, partsOf: splitterOf, kick }
  const answering = createAnswers(context, { models, ...telling, jobs: () => jobs })
  const askers = askersOf(context, models)
  const resume = createResume(context, turns)
  const receive = createReceiveMessage(context, { turns, deliverer, resume, answering })
  const statuses = createStatusWorker(context, deliverer)
  const receiver = createWebhookReceiver(context, { receive, statuses, room: turns.room, resume })
  const intake = createIntake(context, receiver)
  const onStored = (orgId: Id, mediaId: Id) => jobs.resume(orgId, mediaId, null)
  const media = createMediaFetcher(context, { http: http.send, egress, onStored })
  const importer = createImporter(context, options.reading)
  const desk: Desk = { context, http: http.send, ...setup }
  const jobs = createJobRunner(context, {
    ...{ desk, http: http.send, media, importer, kick, mailer: options.mailer },
    ...{ ...askers.jobs, answer: answering.answer, statuses },
  })
  const wake = createWake(context, { intake, turns, deliverer, jobs }, periods.wakeMs)
  const watch = watchInboxes(context, deliverer.heldOf, periods.inboxesMs)
  const busy = () => receiver.pending() + turns.active() + deliverer.active() + answering.active()
  return {
    wake,
    ...{ accept: intake.accept.bind(intake), noteAcknowledged: intake.noteAcknowledged.bind(intake) },
    ...{ rerun: receiver.rerun, heldOf: deliverer.heldOf },
    ownPartOf: createOwnPartOf(context),
    ...{ receive, kick, resume, partsOf: splitterOf, directory: context.directory },
    ...askedByMembers(desk),
    ...{ describe: createDescribe(pool.isolation), describeRemote: pool.describeRemote.bind(pool) },
    ...{ ...createToolWork(context, telling), rehearse: createRehearse(context, models) },
    migrateRuns: createMigrateRuns({ context, pool, ...code }),
    isolation: pool.isolation.words,
    /** Lets what is under way end, then stops. What does not end in time is taken up by the next start. */
    async stop(): Promise<void> {
      turns.rest()
      for (const worker of [answering, ...askers.all]) worker.stop()
      intake.rest()
      await wake.rest()
      await watch.stop()
      await Promise.all([media.close(), importer.close()])
      await drain(busy)
      await Promise.all([pool.stop(), http.close()])
      await wake.stop()
    },
  }
}

/** What asks models by itself, and is stopped; and the jobs that it does. */
function askersOf(context: WorkerContext, models: Models) {
  const [evaluator, placer] = [createEvaluator(context, models), createPlacer(context.db, models)]
  const [words, summariser] = [createWordWriter(context, models), createSummariser(context, models)]
  const { evaluate } = evaluator
  return {
    all: [evaluator, placer, words, summariser],
    jobs: { words, evaluate, place: placer.place, summarise: summariser.summarise },
  }
}

/** What members ask of platforms, and wait for. */
function askedByMembers(desk: Desk) {
  const { context, http } = desk
  return {
    threads: createThreadMover(context, http),
    offers: createOfferReader(context, http),
    connector: createConnector(desk),
    templates: createTemplateManager(context, http),
  }
}

/** The bundles of versions, forgotten when they are played otherwise, and what they may know. */
function openCode(context: WorkerContext, bundleDir: string) {
  const versions = createVersions(context, bundleDir)
  context.bus.subscribe((hint) => {
    if (hint.type === 'backends' && hint.versionId) versions.forget(hint.versionId)
  })
  return { versions, secrets: createSecrets(context.db, context.keys) }
}

async function drain(busy: () => number): Promise<void> {
  const end = Date.now() + DRAIN_MS
  while (busy() > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20))
}

function createRehearse({ db, log }: WorkerContext, models: Models) {
  return (orgId: Id, asked: Parameters<typeof rehearse>[2]) => rehearse({ db, log, models }, orgId, asked)
}

/** Reads, finds and says: what AI answers goes out as all the rest does. */
function createAnswers(context: WorkerContext, { models, jobs, ...desk }: Answers): Answering {
  const answers = { db: context.db, log: context.log, models }
  return createAnswering({ context, answers, ...desk }, (orgId, conversationId) =>
    jobs().resume(orgId, conversationId, null),
  )
}

type Answers = Pick<AnswerDesk, 'performing' | 'partsOf' | 'kick'> & { models: Models; jobs: () => JobRunner }

/** Lets a run go on that is due: what fails here is found by the wake. */
function createResume({ db, node }: WorkerContext, turns: TurnRunner) {
  return async (orgId: Id, runId: Id): Promise<void> => {
    const { living } = await censusOf(db.global, node)
    await turns.resume(orgId, [runId], { living, wake: 'timer' })
  }
}
