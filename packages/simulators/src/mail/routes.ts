import { bytes } from '../http/answer.ts'
import { escapeHtml, languageOf } from '../http/html.ts'
import { type Route, route } from '../http/route.ts'
import type { Mailbox, ReceivedMail } from './mailbox.ts'

const WORDS = {
  en: { title: 'Mails', empty: 'No mail has come.', to: 'to', note: 'Nothing of it leaves this machine.' },
  es: {
    title: 'Correos',
    empty: 'No llegó ningún correo.',
    to: 'para',
    note: 'Nada de esto sale de esta máquina.',
  },
}

/** The page on which a person reads the mails that would have gone out, the newest first. */
export function mailRoutes(mailbox: Mailbox): Route[] {
  return [
    route('GET', '/mail', (request) =>
      bytes('text/html; charset=utf-8', mailPage(mailbox, request.headers['accept-language'] ?? ''), {
        'content-security-policy': "default-src 'none'; style-src 'self'",
      }),
    ),
  ]
}

function mailPage({ mails }: Mailbox, acceptLanguage: string): string {
  const lang = languageOf(acceptLanguage)
  const words = WORDS[lang]
  const shown = [...mails].reverse().map((mail) => mailIn(mail, words.to))
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><title>${words.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/phones/phone/list.css"></head>
<body><main><h1>${words.title}</h1><p class="note">${mails.length === 0 ? words.empty : words.note}</p>
${shown.join('\n')}
</main></body></html>`
}

function mailIn({ to, subject, text, at }: ReceivedMail, word: string): string {
  const lines = escapeHtml(text).replaceAll('\n', '<br>')
  const about = `${word} ${escapeHtml(to)}, ${at.slice(0, 19).replace('T', ' ')}`
  return `<article><h2>${escapeHtml(subject)}</h2><p class="note">${about}</p><p>${lines}</p></article>`
}
