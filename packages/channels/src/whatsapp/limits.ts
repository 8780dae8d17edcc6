// https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages
/** In characters, as WhatsApp counts them. */
export const TEXT_MAX_LENGTH = 4096
export const CAPTION_MAX_LENGTH = 1024
// https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/location-request-messages
export const REQUEST_MAX_LENGTH = 1024
