import type { Channel } from '../../channel.ts'
import { hasMetaSignature } from '../signature.ts'
import { placeOf } from './download.ts'
import { readEvents } from './events.ts'
import { readOutcome } from './outcome.ts'
import { partsOf } from './parts.ts'
import type { DirectSettings, Platform } from './platform.ts'
import { readProfile, renderProfile } from './profile.ts'
import { renderPart, renderRead } from './render.ts'
import { readThreadMove, renderThreadMove } from './thread-control.ts'
import { readUpload, renderUpload } from './upload.ts'

/** The adapter of a platform that speaks the Messenger Platform. */
export function directChannel(platform: Platform): Channel<DirectSettings> {
  return {
    type: platform.type,
    verify: hasMetaSignature,
    parse: (body, receivedAt = new Date()) => readEvents(platform, body, receivedAt),
    parts: (content) => partsOf(content, platform),
    render: (send, settings) => renderPart(send, settings, platform),
    upload: (file, settings) => renderUpload(file, settings, platform),
    uploaded: (status, body) => readUpload(status, body, platform),
    outcome: (status, body, sent) => readOutcome(status, body, { platform, sent }),
    markRead: renderRead,
    findMedia: placeOf,
    profiles: {
      find: (recipient, settings) => renderProfile(recipient, settings, platform),
      read: readProfile,
    },
    threads: {
      render: (move, recipient, settings) => renderThreadMove(move, recipient, { settings, platform }),
      read: (status, body) => readThreadMove(status, body, platform),
    },
    offers: null,
    templates: null,
    mediaPlace: (_status, _body) => ({
      type: 'gone',
      reason: 'There is nothing to ask: a file is its address.',
    }),
  }
}
