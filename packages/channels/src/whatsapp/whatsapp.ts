import type { Channel } from '../channel.ts'
import { hasMetaSignature } from '../meta/signature.ts'
import { readPlace, renderFind } from './download.ts'
import { readEvents } from './events.ts'
import { readForms, readProducts, renderForms, renderProducts } from './offers.ts'
import { readOutcome } from './outcome.ts'
import { partsOf } from './parts.ts'
import { renderPart, renderRead, type WhatsAppSettings } from './render.ts'
import { readSampled, renderBeginSample, renderSendSample } from './template-sample.ts'
import { readWritten, renderCreate, renderEdit, renderRemove } from './template-write.ts'
import { readTemplates, renderTemplates } from './templates.ts'
import { readUpload, renderUpload } from './upload.ts'

/** The WhatsApp Cloud API. https://developers.facebook.com/documentation/business-messaging/whatsapp */
export const whatsapp: Channel<WhatsAppSettings> = {
  type: 'whatsapp',
  verify: hasMetaSignature,
  parse: (body, receivedAt = new Date()) => readEvents(body, receivedAt),
  parts: partsOf,
  render: renderPart,
  upload: renderUpload,
  uploaded: readUpload,
  outcome: readOutcome,
  markRead: renderRead,
  findMedia: renderFind,
  mediaPlace: readPlace,
  profiles: null,
  threads: null,
  offers: {
    listProducts: renderProducts,
    readProducts,
    listForms: renderForms,
    readForms,
  },
  templates: {
    list: renderTemplates,
    read: readTemplates,
    create: renderCreate,
    edit: renderEdit,
    remove: renderRemove,
    written: readWritten,
    beginSample: renderBeginSample,
    sendSample: renderSendSample,
    sampled: readSampled,
  },
}
