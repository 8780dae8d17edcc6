/**
 * The refusals of the Cloud API by code, or by code and subcode, with the title that Graph gives each. What
 * depends on more than the request has the sentence that stands in `error_data.details`.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */

export type Refusal = { status: number; title: string; details?: string }

const SESSION_OVER = 'Error validating access token: Session has expired'
const BUSY = 'Message failed to send due to an unknown error. Try again later.'

export const REFUSALS: Record<string, Refusal> = {
  0: { status: 401, title: 'AuthException', details: 'The app user could not be authenticated.' },
  1: { status: 400, title: 'API Unknown', details: 'Invalid request or possible server error.' },
  2: { status: 503, title: 'API Service', details: 'Temporary due to downtime or due to being overloaded.' },
  3: { status: 500, title: 'API Method', details: 'Capability or permissions issue.' },
  4: { status: 400, title: 'API Too Many Calls', details: 'The app has reached its API call rate limit.' },
  10: { status: 403, title: 'Permission Denied', details: 'Permission is not granted or was removed.' },
  17: { status: 400, title: 'User request limit reached', details: 'User request limit reached.' },
  32: { status: 400, title: 'Page request limit reached', details: 'Page request limit reached.' },
  100: { status: 400, title: 'Invalid parameter', details: 'Invalid parameter.' },
  '100_33': { status: 400, title: 'Invalid parameter', details: 'The object does not exist.' },
  190: { status: 401, title: 'Access token has expired', details: 'The access token has expired.' },
  '190_460': {
    ...{ status: 401, title: 'Access token has expired' },
    details: 'Error validating access token: The session has been invalidated',
  },
  '190_463': { status: 401, title: 'Access token has expired', details: SESSION_OVER },
  '190_467': {
    ...{ status: 401, title: 'Access token has expired' },
    details: 'Error validating access token: The access token is invalid',
  },
  200: { status: 403, title: 'API Permission', details: 'Permission is not granted or was removed.' },
  341: { status: 400, title: 'Application limit reached', details: 'Application limit reached.' },
  368: {
    ...{ status: 403, title: 'Temporarily blocked for policies violations' },
    details: 'The account was restricted or disabled for violating a platform policy.',
  },
  613: {
    status: 400,
    title: 'Rate limit exceeded',
    details: 'Calls to this api have exceeded the rate limit.',
  },
  1200: { status: 500, title: 'Temporary failure', details: 'Temporary send message failure.' },
  80007: { status: 400, title: 'Rate limit issues', details: 'The account has reached its rate limit.' },
  130429: { status: 429, title: 'Rate limit hit', details: 'Cloud API message throughput has been reached.' },
  130472: {
    ...{ status: 400, title: "User's number is part of an experiment" },
    details: 'The message was not sent as part of an experiment.',
  },
  130497: {
    ...{ status: 403, title: 'Business account is restricted from messaging users in this country.' },
    details: 'The account may not message people in this country.',
  },
  131000: { status: 500, title: 'Something went wrong', details: BUSY },
  131005: { status: 403, title: 'Access denied', details: 'Permission is not granted or was removed.' },
  131008: { status: 400, title: 'Required parameter is missing' },
  131009: { status: 400, title: 'Parameter value is not valid' },
  131016: { status: 500, title: 'Service unavailable', details: 'A service is temporarily unavailable.' },
  131021: { status: 400, title: 'Recipient cannot be sender' },
  131026: { status: 400, title: 'Message undeliverable', details: 'Message undeliverable.' },
  131030: {
    ...{ status: 400, title: 'Recipient phone number not in allowed list' },
    details: 'Recipient phone number not in allowed list',
  },
  131031: { status: 403, title: 'Account has been locked', details: 'The account has been locked.' },
  131037: {
    ...{ status: 400, title: 'Number needs display name approval before message can be sent' },
    details: 'The number does not have an approved display name.',
  },
  131042: {
    ...{ status: 400, title: 'Business eligibility payment issue' },
    details: 'There was an error related to your payment method.',
  },
  131044: {
    status: 400,
    title: 'Payment issue',
    details: 'There is a problem with the billing of the account.',
  },
  131045: {
    ...{ status: 500, title: 'Incorrect certificate' },
    details: 'Message failed to send due to a phone number registration error.',
  },
  131047: {
    ...{ status: 400, title: 'Re-engagement message' },
    details: 'More than 24 hours have passed since the recipient last replied to the sender number.',
  },
  131048: {
    ...{ status: 400, title: 'Spam rate limit hit' },
    details: 'Message failed to send because there are restrictions on how many messages can be sent.',
  },
  131049: {
    ...{ status: 400, title: 'Message not delivered' },
    details: 'This message was not delivered to maintain healthy ecosystem engagement.',
  },
  131050: {
    ...{ status: 400, title: 'Unable to deliver the message' },
    details: 'The recipient has chosen to stop receiving marketing messages from your business.',
  },
  131051: { status: 400, title: 'Unsupported message type', details: 'Unsupported message type.' },
  131052: { status: 400, title: 'Media download error', details: 'Unable to download the media.' },
  131053: {
    ...{ status: 400, title: 'Media upload error' },
    details: 'Unable to upload the media used in the message.',
  },
  131056: {
    ...{ status: 400, title: '(Business Account, Consumer Account) pair rate limit hit' },
    details:
      'Too many messages sent from this phone number to the same phone number in a short period of time.',
  },
  131057: { status: 500, title: 'Account in maintenance mode', details: 'The account is in maintenance.' },
  131062: {
    ...{ status: 400, title: 'Business-scoped user id not supported for this message' },
    details: 'Business-scoped User ID (BSUID) recipients are not supported for this message.',
  },
  131063: {
    ...{ status: 400, title: 'Marketing templates are disabled' },
    details: 'Marketing templates are disabled on Cloud API for this account.',
  },
  131064: {
    status: 400,
    title: 'Classification violation',
    details: 'The category does not fit the content.',
  },
  132000: {
    ...{ status: 400, title: 'Number of parameters does not match the expected number of params' },
    details: 'body: number of localizable_params (0) does not match the expected number of params (1)',
  },
  132001: {
    ...{ status: 404, title: 'Template name does not exist in the translation' },
    details: 'The template does not exist in this language, or is not approved.',
  },
  132005: { status: 400, title: 'Hydrated text too long', details: 'The translated text is too long.' },
  132007: {
    status: 400,
    title: 'Template content violates a policy',
    details: 'The content violates a policy.',
  },
  132008: { status: 400, title: 'Template parameter value invalid', details: 'A value is not valid.' },
  132012: {
    ...{ status: 400, title: 'Parameter format does not match format in the created template' },
    details: 'The values were formatted incorrectly.',
  },
  132015: { status: 400, title: 'Template is paused', details: 'The template is paused due to low quality.' },
  132016: { status: 400, title: 'Template is disabled', details: 'The template was paused too many times.' },
  132018: {
    ...{ status: 400, title: 'There is an issue with the parameters in your template' },
    details: 'A parameter cannot have new-line, tab or more than 4 spaces.',
  },
  132068: { status: 400, title: 'Flow is blocked', details: 'The Flow is in the state blocked.' },
  132069: { status: 400, title: 'Flow is throttled', details: 'The Flow is throttled: 10 in the last hour.' },
  133004: { status: 503, title: 'Server Temporarily Unavailable', details: 'The server is unavailable.' },
  133010: { status: 400, title: 'Phone number not registered', details: 'The number is not registered.' },
  133016: {
    ...{ status: 400, title: 'Account register deregister rate limit exceeded' },
    details: 'Too many registrations of this number in a short time.',
  },
  135000: { status: 400, title: 'Generic user error', details: 'Message failed to send: unknown error.' },
}

/** Every refusal that can be asked for, as `code` or `code_subcode`. */
export const REFUSAL_KINDS = Object.keys(REFUSALS)
