import type { Fault } from './picture.ts'
import type { Side } from './store.ts'

/** What is said, in each language. */
export type Words = {
  name: string
  idNumber: string
  idNumberAgain: string
  side: Record<Side, string>
  photoAgain: string
  fault: Record<Fault, string>
  kept: (person: { name: string; deleteAt: Date }) => string
  deleted: string
  cancelled: string
  abandoned: string
  person: string
}

const es = (timeZone: string): Words => ({
  name: '¡Hola! Para verificar tu identidad necesito algunos datos. ¿Cuál es tu nombre completo?',
  idNumber: '¿Cuál es el número de tu documento?',
  idNumberAgain: 'Escríbelo como está en el documento, por ejemplo 1.234.567-2.',
  side: {
    front: 'Envíame una foto del frente del documento, con buena luz y sin reflejos.',
    back: 'Gracias. Ahora una foto del dorso.',
  },
  photoAgain: 'Eso no es una foto. Envíamela como imagen, por favor.',
  fault: {
    small: 'La foto es muy chica y no se lee. Sácala más de cerca y envíala otra vez.',
    large: 'La foto es muy pesada. Envíala sin la opción de alta calidad, por favor.',
    strange: 'No pude abrir esa foto. Envíala como JPEG o PNG, por favor.',
    same: 'Es la misma foto de antes. Necesito la del otro lado.',
  },
  kept: ({ name, deleteAt }) =>
    `Listo, ${name}: recibí las dos fotos. Las voy a borrar el ${dayIn('es', timeZone, deleteAt)}. ` +
    'Si quieres que las borre antes, escribe "cancelar".',
  deleted: 'Como te dije, ya borré las fotos de tu documento.',
  cancelled: 'Listo: borré lo que me habías enviado.',
  abandoned: 'Lo dejamos aquí por ahora, y no guardé nada. Cuando quieras seguir, escríbeme.',
  person: 'Ahora mismo no puedo recibir tus fotos. Una persona del equipo te va a escribir.',
})

const en = (timeZone: string): Words => ({
  name: 'Hi! I need a few things to check who you are. What is your full name?',
  idNumber: 'What is the number of your ID?',
  idNumberAgain: 'Write it as it stands on the ID, like 1.234.567-2.',
  side: {
    front: 'Send me a photo of the front of your ID, in good light and without reflections.',
    back: 'Thank you. Now a photo of the back.',
  },
  photoAgain: 'That is no photo. Please send it as a picture.',
  fault: {
    small: 'The photo is too small to be read. Please take it from nearer and send it again.',
    large: 'The photo is too large. Please send it without the high-quality option.',
    strange: 'I could not open that photo. Please send it as JPEG or PNG.',
    same: 'That is the same photo as before. I need the other side.',
  },
  kept: ({ name, deleteAt }) =>
    `All set, ${name}: I have both photos. I will delete them on ${dayIn('en', timeZone, deleteAt)}. ` +
    'If you want me to delete them before, write "cancel".',
  deleted: 'As I said, I have deleted the photos of your ID.',
  cancelled: 'Done: I have deleted what you had sent me.',
  abandoned: "I'll leave it there for now, and have kept nothing. Write to me whenever you want to go on.",
  person: 'I cannot take your photos right now. Someone from the team will write to you.',
})

function dayIn(locale: string, timeZone: string, day: Date): string {
  const form = { timeZone, day: 'numeric', month: 'long', year: 'numeric' } as const
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, form).format(day)
}

/** The contact's language, Spanish or else English; days by the clock of the place. */
export function wordsFor({ locale, timeZone }: { locale: string; timeZone: string }): Words {
  return locale.startsWith('es') ? es(timeZone) : en(timeZone)
}
