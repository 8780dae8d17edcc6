import type {
  Actor,
  AiToolCall,
  api,
  BackendManifest,
  ChannelType,
  ConnectInput,
  ConnectStep,
  Content,
  ContractBody,
  ContractReturns,
  Conversation,
  Id,
  InstructionPlace,
  MetaApp as ListedApp,
  OfferedForm,
  OfferedProduct,
  Rehearsal,
  StepOutcome,
  Template,
  TemplateDraft,
} from '@hilo/protocol'
import type { Remote } from '@hilo/runtime'
import type { BlobStore } from '../blobs/blob-store.ts'
import type { Bus } from '../bus/bus.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { Keys } from '../db/keys.ts'
import type { ActorIds } from '../domain/actor/actor.ts'
import type { Describe } from '../domain/backend/describe.ts'
import type { Binding } from '../domain/directory/find.ts'
import type { HeldOf } from '../domain/health/read.ts'
import type { Inbox, Inboxes } from '../domain/inbox/inbox.ts'
import type { ExecutionLog } from '../domain/log/write.ts'
import type { Inbound } from '../domain/message/inbound.ts'
import type { OwnPartOf } from '../domain/receipt/read.ts'
import type { Rerun } from '../domain/receipt/rerun.ts'
import type { MigrateRuns } from '../domain/run/migrate.ts'
import type { Sources } from '../domain/run/source.ts'
import type { Sample } from '../domain/template/read-sample.ts'
import type { MetaApp } from '../domain/webhook/meta-app.ts'
import type { PendingEvent } from '../domain/webhook/pending.ts'
import type { RawEvent, StoredEvent } from '../domain/webhook/store.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Models } from '../models/models.ts'
import type { Auth } from './auth.ts'
import type { Callers } from './caller.ts'

/** What routes and sockets are given; built once, in the composition root. */
export type HttpContext = {
  config: Config
  publicUrl: string
  db: Database
  keys: Keys
  bus: Bus
  executionLog: Pick<ExecutionLog, 'write'>
  auth: Auth
  callers: Callers
  inboxes: Inboxes
  /** The bytes of files. */
  blobs: BlobStore
  work: Work
  models: Models
  mailer: Pick<Mailer, 'isConfigured' | 'state'>
  /** For the operator: what happened and the ids of what it happened to. Never content. */
  log: { error(fields: Record<string, unknown>, message: string): void }
  /** The author's line for a place in a bundle. */
  sources: Sources
  metaApp(id: string): Promise<MetaApp | null>
  storeEvent(event: RawEvent): Promise<StoredEvent>
  /** The simulated phones and site; null where no simulators run. */
  playground: Playground | null
}

/** Asks platforms about accounts; what they answer is a value, never an error. */
type Connector = {
  apps(orgId: Id): Promise<ListedApp[]>
  begin(orgId: Id, input: ConnectInput): Promise<ContractReturns<typeof api.beginConnection>>
  check(orgId: Id, at: { ticket: string; step: Exclude<ConnectStep, 'subscription'> }): Promise<StepOutcome>
  finish(
    orgId: Id,
    actor: ActorIds,
    inbox: ContractBody<typeof api.finishConnection>,
  ): Promise<ContractReturns<typeof api.finishConnection>>
  /** Null: done. */
  replaceToken(orgId: Id, given: { inboxId: Id; token: string }): Promise<StepOutcome | null>
  /** What a person asked Meta for; the code under which it can be looked at. */
  revoke(asked: { appId: string; userId: string; kind: 'deauthorize' | 'deletion' }): Promise<string>
  disconnect(orgId: Id, inboxId: Id): Promise<{ isUnsubscribed: boolean }>
  sendTest(
    orgId: Id,
    given: { inboxId: Id; to: string },
  ): Promise<Omit<ContractReturns<typeof api.sendTestMessage>, 'reasonEs'>>
}

export type Playground = {
  phones: { name: string; channel: ChannelType; url: string }[]
  siteUrl: string
  orgId: Id
}

/** What is asked of the platform when members write templates. */
type TemplateWork = {
  create(at: { orgId: Id; inboxId: Id }, draft: TemplateDraft): Promise<Template>
  edit(at: { orgId: Id; templateId: Id }, draft: TemplateDraft): Promise<Template>
  remove(at: { orgId: Id; templateId: Id }): Promise<void>
  upload(
    at: { orgId: Id; inboxId: Id },
    read: () => Promise<Sample>,
  ): Promise<{ sample: string; kind: Sample['kind'] }>
}

/** A member takes a conversation from another app, or gives it back. */
type ThreadWork = Record<
  'take' | 'giveBack',
  (at: { orgId: Id; conversationId: Id; memberId: Id }) => Promise<Conversation>
>

/** Reads from platforms what members send by hand. */
type OfferWork = {
  products(
    at: { orgId: Id; inboxId: Id },
    page: { search: string; cursor?: string | undefined },
  ): Promise<{ products: OfferedProduct[]; next: string | null }>
  forms(at: { orgId: Id; inboxId: Id }): Promise<OfferedForm[]>
}

/** What the edge hands to the workers behind it. */
type Work = {
  /** Takes a stored webhook event. */
  accept(event: PendingEvent & { lines: readonly string[] }): void
  /** Works on a stored event again, for one inbox. */
  rerun: Rerun
  /** What of a stored event is for one inbox. */
  ownPartOf: OwnPartOf
  /** Whether the deliveries of an inbox are held back now. */
  heldOf: HeldOf
  /** Takes a message that came in by the server's own socket; resolves when it is stored. */
  receive(inbox: Inbox, message: Inbound): Promise<void>
  /** Looks whether the conversation has something to send. */
  kick(orgId: Id, conversationId: Id): void
  /** Plays a run that is due now. */
  resume(orgId: Id, runId: Id): Promise<void>
  /** How a channel has to send content; null where it needs no deliveries. */
  partsOf(channel: ChannelType): ((content: Content) => Content[]) | null
  directory(appId: string, account: string): Promise<Binding | null>
  /** Connects accounts with their platforms. */
  connector: Connector
  /** Starts a bundle in isolation and asks it what it is. */
  describe: Describe
  /** Asks code that lives elsewhere the same. */
  describeRemote(remote: Remote): Promise<BackendManifest>
  migrateRuns: MigrateRuns
  /** What would be answered to a past question. @throws AppError `not_found` */
  rehearse(orgId: Id, asked: { place: InstructionPlace; answerId: Id; isDraft: boolean }): Promise<Rehearsal>
  /** A member lets a tool do what it waits for, or not. */
  decideToolCall(
    orgId: Id,
    decision: { callId: Id; isApproved: boolean; actor: ActorIds; memberId: Id },
  ): Promise<AiToolCall>
  /** A member has a call done again of which nobody knows how it ended, or gives it up. */
  repeatToolCall(
    orgId: Id,
    repetition: { callId: Id; isRepeated: boolean; actor: ActorIds; memberId: Id },
  ): Promise<AiToolCall>
  /** A member tries a tool as it is saved. @throws AppError `invalid_request`, `not_found`, `conflict` */
  tryTool(
    orgId: Id,
    trial: ContractBody<typeof api.tryAiTool> & { name: string; idempotencyKey: Id },
  ): Promise<ContractReturns<typeof api.tryAiTool>>
  /** A member has the code of a tool run. @throws AppError `invalid_request`, `not_found`, `conflict` */
  tryBackendTool(
    orgId: Id,
    trial: ContractBody<typeof api.tryBackendTool> & { backend: string; name: string; by: Actor },
  ): Promise<ContractReturns<typeof api.tryBackendTool>>
  templates: TemplateWork
  /** Asks platforms which app has a conversation. */
  threads: ThreadWork
  /** Asks platforms for products and forms of the business. */
  offers: OfferWork
  /** How author code is isolated on this machine, in words. */
  isolation: string
}
