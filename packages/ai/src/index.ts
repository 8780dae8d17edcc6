export { asksForPerson, type PersonRequest } from './handoff/classify.ts'
export { decideLanguage, type Known as KnownLanguages } from './language/decide.ts'
export { type Detection, type Detector, openDetector } from './language/detect.ts'
