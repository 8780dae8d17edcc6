/** What the process of a backend, and the author's package, take from the runtime. */
export type { AiOptions, ChatAi, Label, Replied } from './ai-options.ts'
export { type AnyBackend, type Backend, defineBackend } from './backend.ts'
export { takesBursts } from './burst.ts'
export type { Callable } from './callable.ts'
export type { AllSettings, Chat, Contact, StepContext, StepOptions, StepSettings } from './chat.ts'
export { type Duration, durationMs } from './duration.ts'
export {
  AiError,
  AskExhausted,
  AskTimeout,
  CallError,
  failureOf,
  StepError,
  TerminalError,
  ToolRefusal,
} from './errors.ts'
export type { MediaFile, MediaKind } from './file.ts'
export type { Interrupt, Interrupts, Pattern } from './interrupts.ts'
export type {
  AskOptions,
  ChooseOptions,
  FormOptions,
  LocationOptions,
  MediaOptions,
  Option,
  Order,
  OrderOptions,
  PhoneOptions,
  Refusal,
} from './options.ts'
export type { OptIn, OptOut } from './permission.ts'
export { beginTurn, type Playing, playTurn, type TurnOf } from './play.ts'
export type { LogLevel, MadeFile, Played, StepAttempt, TurnInput, TurnIo } from './recorder.ts'
export { type Resume, resumeRuleOf } from './resume.ts'
export type {
  CardToSay,
  Media,
  Offer,
  Place,
  ProductsToSay,
  ProductToSay,
  Sayable,
  TemplateToSay,
} from './sayable.ts'
export { type Tool, type ToolContext, type ToolDeclaration, tool } from './tool.ts'
