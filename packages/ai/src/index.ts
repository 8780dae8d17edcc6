export { isAbout } from './answer/about.ts'
export { addressPlaces } from './answer/addresses.ts'
export { withoutAdmissions } from './answer/admits.ts'
export { FAILURE_CODES, type Failure, type FailureCode } from './answer/failure.ts'
export { type Quote, quoteFrom } from './answer/quote.ts'
export type { Span } from './answer/sentences.ts'
export { factsOnlyIn, type Stated } from './answer/unknown-facts.ts'
export { unspokenIn } from './answer/unspoken.ts'
export { type Citation, type Draft, type Evidence, type Grounds, verifyAnswer } from './answer/verify.ts'
export { CHUNK_MAX_LENGTH, type Chunk, chunkMarkdown } from './chunk/chunk.ts'
export { clusterQuestions } from './cluster/cluster-questions.ts'
export { asksForPerson, type PersonRequest } from './handoff/classify.ts'
export { type PolicyTopic, policyTopicsIn } from './handoff/policy-topic.ts'
export { topicsIn } from './handoff/topics-in.ts'
export { flagInjection } from './injection/flag.ts'
export { INJECTION_FLAGS, type InjectionFlag } from './injection/patterns.ts'
export { contains } from './judge/contains.ts'
export { type JudgedAnswer, judgeAnswer } from './judge/judge-answer.ts'
export { hasPassed, type Playing, playCase, type SaidTurn } from './judge/play-case.ts'
export { type ContactWords, playGoal, type Unmet, type Unplayed, unplayed } from './judge/play-goal.ts'
export { decideLanguage, type Known as KnownLanguages } from './language/decide.ts'
export { type Detection, type Detector, openDetector } from './language/detect.ts'
export { estimateOutput } from './model/estimate-output.ts'
export { estimateInput, estimateTokens } from './model/estimate-tokens.ts'
export {
  type Caps,
  type GenEvent,
  type Generated,
  type GenRequest,
  isWorthAnother,
  type JsonSchema,
  type Model,
  type ModelMessage,
  type ModelTool,
  type Picture,
  type Placed,
  type PlaceRequest,
  type Placing,
  type ToolCall,
  type Transcribed,
  type TranscribeRequest,
} from './model/model.ts'
export { NO_USAGE, type Usage } from './model/usage.ts'
export { type Cost, costOf, type PriceLists } from './price/cost.ts'
export { type AnswerPrompt, answerMessages, HEARD, type Turn } from './prompt/answer-prompt.ts'
export { CONDENSED_SCHEMA, type Condensed, condenseMessages, readCondensed } from './prompt/condense.ts'
export { contactRequest, type PlayedContact, readContact } from './prompt/contact.ts'
export { describeRequest } from './prompt/describe-picture.ts'
export { draftSchema, readDraft, type WrittenDraft } from './prompt/draft.ts'
export { isShort, type RewriteWay, rewriteRequest, translateRequest } from './prompt/edit-text.ts'
export { findQuote } from './prompt/find-quote.ts'
export type { Instructions } from './prompt/instructions.ts'
export { judgeDraftRequest, readJudgement } from './prompt/judge-draft.ts'
export { judgeGoalRequest, readGoalJudgement } from './prompt/judge-goal.ts'
export { readPartialDraft } from './prompt/partial-draft.ts'
export { framed, type Passage } from './prompt/passages.ts'
export { readTags, type Spoken, summaryRequest, tagsRequest } from './prompt/read-talk.ts'
export {
  classifyRequest,
  extractRequest,
  type ReadLabel,
  readClassified,
  readExtracted,
  type WrongAnswer,
} from './prompt/read-text.ts'
export { tellsRules } from './prompt/tells-rules.ts'
export { toolMessages } from './prompt/tool-prompt.ts'
export { NO_TOOLS, type OfferedTool, type Toolbox, type ToolOutcome } from './prompt/toolbox.ts'
export { unsaidIn } from './prompt/unsaid.ts'
export { asksExactly, exactTermsAsked } from './rank/asks-exactly.ts'
export { LENGTH_WEIGHT, rarity, SATURATION, weigh } from './rank/bm25.ts'
export { CALIBRATED_MIN, CAREFUL_THRESHOLD, likelyQuestions, thresholdFrom } from './rank/calibrate.ts'
export {
  type AskedTerms,
  type FoundPiece,
  judgePieces,
  type Occurrences,
  WORD_FIELDS,
} from './rank/evidence.ts'
export {
  COUNT_MAX,
  type FieldTerms,
  fieldsOf,
  LENGTH_MAX,
  type Piece,
  questionTerms,
  shapeOf,
  TERMS_VERSION,
} from './rank/fields.ts'
export { FIELDS, type Field, RANK_OFFSET, RANKED_MAX, type Shape, WEIGHTS } from './rank/fuse.ts'
export { holdOut, placedText } from './rank/hold-out.ts'
export { type Hit, indexFields, indexPieces, type PieceIndex } from './rank/index-pieces.ts'
export {
  type MeaningWeights,
  meaningValue,
  NO_MEANING,
  TRIAL_MIN,
  type TriedMeaning,
  type TriedQuestion,
  verdictOf,
  verdictOfAll,
  weighMeaning,
} from './rank/meaning.ts'
export { END_MAX, meantTerm, START_MIN, slipsBetween, slipsIn } from './rank/mend.ts'
export {
  type Attempt,
  type EvidenceFigures,
  type NearEvidence,
  type NearEvidences,
  NO_NEAR_EVIDENCE,
  type TriedEvidence,
  tryEvidence,
  weighNear,
} from './rank/near-evidence.ts'
export { toldOtherwise } from './rank/told/told.ts'
export { likeness, type PackedVector, packVector } from './rank/vector.ts'
export { SECRET_KINDS, type SecretKind } from './redact/finding.ts'
export { openRedactor, type Redactor } from './redact/redact.ts'
export { answersNothing } from './talk/answers-nothing.ts'
export { askingPart } from './talk/asking-part.ts'
export { asksWhoAnswers } from './talk/asks-who-answers.ts'
export { isUpset } from './talk/is-upset.ts'
export { questionsIn, splitQuestions } from './talk/questions-in.ts'
export { languageOfTalk, type SmallTalk, smallTalkIn } from './talk/small-talk.ts'
export { understandConsent } from './talk/understand-consent.ts'
export { fitsPattern, newPatience, type Patience } from './text/fits-pattern.ts'
export { fold } from './text/fold.ts'
export { isRunaway } from './text/runaway-pattern.ts'
export { termsOf } from './text/terms.ts'
