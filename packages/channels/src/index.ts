export type {
  Channel,
  ChannelEvent,
  MediaPlace,
  MessageContext,
  MessageSource,
  ReadMark,
} from './channel.ts'
export type { ChannelOffers, OfferPage } from './channel-offers.ts'
export type { ChannelTemplates, TemplatePage, TemplateSampled, TemplateWritten } from './channel-templates.ts'
export { type InstagramSettings, instagram } from './instagram/instagram.ts'
export { type MessengerSettings, messenger } from './messenger/messenger.ts'
export { accountFacts, type Fact } from './meta/account-facts.ts'
export type { Language } from './meta/cause.ts'
export { partIdsOf } from './meta/direct/external-id.ts'
export { answerHandshake } from './meta/handshake.ts'
export { originOf } from './meta/origin.ts'
export {
  type AppCredentials,
  isTokenRefused,
  readSetup,
  type SetupAnswer,
  type SetupObject,
  type SetupPlace,
  SUBSCRIBED_FIELDS,
  type Subscribed,
  setupRequests,
  setupShapes,
} from './meta/setup/setup.ts'
export { hasMetaSignature } from './meta/signature.ts'
export { readSignedRequest, type SignedRequest } from './meta/signed-request.ts'
export { translateReason } from './meta/translate-reason.ts'
export { windowOpeningOf } from './meta/window-opening.ts'
export type {
  ChannelRequest,
  ChannelUpload,
  OutboundFile,
  OutboundPart,
  RefusedUpload,
  SendFailure,
  SendOutcome,
  UploadOutcome,
} from './outbound.ts'
export { toPlainText } from './plain-text.ts'
export { showOnWeb, showTextOnWeb } from './web/show.ts'
export { web } from './web/web.ts'
export { errorSentence } from './whatsapp/errors.ts'
export type { WhatsAppSettings } from './whatsapp/render.ts'
export { whatsapp } from './whatsapp/whatsapp.ts'
