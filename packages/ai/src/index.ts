export { type Quote, quoteFrom } from './answer/quote.ts'
export type { Span } from './answer/sentences.ts'
export {
  type Citation,
  type Draft,
  type Evidence,
  FAILURE_CODES,
  type Failure,
  type FailureCode,
  type Grounds,
  verifyAnswer,
} from './answer/verify.ts'
export { asksForPerson, type PersonRequest } from './handoff/classify.ts'
export { type PolicyTopic, policyTopicsIn } from './handoff/policy-topic.ts'
export { flagInjection } from './injection/flag.ts'
export { INJECTION_FLAGS, type InjectionFlag } from './injection/patterns.ts'
export { decideLanguage, type Known as KnownLanguages } from './language/decide.ts'
export { type Detection, type Detector, openDetector } from './language/detect.ts'
export { SECRET_KINDS, type SecretKind } from './redact/finding.ts'
export { openRedactor, type Redactor } from './redact/redact.ts'
