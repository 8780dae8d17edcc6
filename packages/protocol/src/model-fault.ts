/** The whole list of ways in which a call of a model fails. */
export const MODEL_FAULTS = [
  /** No provider is set and enabled. */
  'not_configured',
  /** A budget is used up. */
  'budget',
  /** The caller gave up. */
  'aborted',
  /** The provider does not take the key, or not for this model. */
  'not_allowed',
  'unknown_model',
  'rate_limited',
  /** The provider's bill is not paid, or its own limit is reached. */
  'no_credit',
  /** What was sent is longer than the model takes. */
  'too_long',
  /** The provider does not understand the request. */
  'bad_request',
  /** Nobody answers at the provider's address, or it may not be reached. */
  'unreachable',
  'timeout',
  'provider_error',
  /** The answer ended before its end. */
  'cut',
  /** The answer cannot be read, is no JSON where that was asked for, or calls a tool that was not offered. */
  'garbled',
  'empty',
  /** The provider's filter refused to answer. */
  'blocked',
] as const
export type ModelFault = (typeof MODEL_FAULTS)[number]
