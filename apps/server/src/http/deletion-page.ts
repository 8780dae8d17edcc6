import { createHash } from 'node:crypto'
import type { Deletion } from '../domain/deletion/deletion.ts'

type Language = 'en' | 'es'

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:36rem;margin:3rem auto;padding:0 1rem}
h1{font-size:1.25rem}code{overflow-wrap:anywhere}li{margin:.5rem 0}`
/** By which a browser lets the page have its one style. */
export const DELETION_STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`

const CHANNELS = { web: 'Web', whatsapp: 'WhatsApp', instagram: 'Instagram', messenger: 'Messenger' }

const WORDS = {
  en: {
    title: 'Deletion of your data',
    unknown: 'There is no request with this code. Copy the address again from where you were given it.',
    asked: (day: string) => `Your request came in on ${day}.`,
    nothing: 'There is no account of yours here, and nothing left to delete.',
    token: 'The access to your account was deleted at once.',
    due: (channel: string, day: string) =>
      `${channel}: what the platform gave is deleted on ${day} at the latest.`,
    done: (channel: string, day: string) => `${channel}: what the platform gave was deleted on ${day}.`,
    kept:
      'Messages that the business exchanged with its contacts are records of the business, and ' +
      'stay with it. To have those deleted, write to the business.',
    code: 'Confirmation code',
  },
  es: {
    title: 'Eliminación de tus datos',
    unknown: 'No hay ninguna solicitud con este código. Copia otra vez la dirección de donde te la dieron.',
    asked: (day: string) => `Tu solicitud llegó el ${day}.`,
    nothing: 'Aquí no hay ninguna cuenta tuya, ni queda nada que eliminar.',
    token: 'El acceso a tu cuenta se eliminó enseguida.',
    due: (channel: string, day: string) =>
      `${channel}: lo que dio la plataforma se elimina el ${day} a más tardar.`,
    done: (channel: string, day: string) => `${channel}: lo que dio la plataforma se eliminó el ${day}.`,
    kept:
      'Los mensajes que la empresa intercambió con sus contactos son registros de la empresa y ' +
      'quedan con ella. Para eliminarlos, escribe a la empresa.',
    code: 'Código de confirmación',
  },
}

/** The public page that says what is deleted when. It names no org, no account and no person. */
export function deletionPage(deletion: Deletion | null, code: string, language: Language): string {
  const words = WORDS[language]
  const body = deletion ? known(deletion, code, language) : `<p>${words.unknown}</p>`
  return `<!doctype html><html lang="${language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${words.title}</title>
<style>${STYLE}</style><main><h1>${words.title}</h1>${body}</main></html>`
}

function known({ askedAt, parts }: Deletion, code: string, language: Language): string {
  const words = WORDS[language]
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const items = parts.map(({ channel, dueAt, doneAt }) => {
    const name = CHANNELS[channel]
    const day = format.format(doneAt ?? dueAt)
    return `<li>${doneAt ? words.done(name, day) : words.due(name, day)}</li>`
  })
  const list =
    parts.length > 0 ? `<p>${words.token}</p><ul>${items.join('')}</ul>` : `<p>${words.nothing}</p>`
  return `<p>${words.asked(format.format(askedAt))}</p>${list}<p>${words.kept}</p>
<p>${words.code}: <code>${code}</code></p>`
}
