import { type Audience, type AudienceSegment, type Issue, isLanguage } from '@hilo/protocol'
import { issueAt } from '../issue/refuse.ts'

/** What is wrong with an audience that is well formed: nobody could ever be in it. */
export function audienceIssues(audience: Audience): Issue[] {
  if (audience.type === 'list') return []
  return [...languageIssues(audience), ...dateIssues(audience)]
}

function languageIssues({ language }: AudienceSegment): Issue[] {
  if (language === undefined || isLanguage(language)) return []
  return [
    issueAt(
      ['audience', 'language'],
      `There is no language "${language}". Write its code, such as es or pt-BR.`,
      `No existe el idioma «${language}». Escribe su código, por ejemplo es o pt-BR.`,
    ),
  ]
}

function dateIssues({ wroteSince, wroteBefore }: AudienceSegment): Issue[] {
  if (wroteSince === undefined || wroteBefore === undefined) return []
  if (Date.parse(wroteSince) < Date.parse(wroteBefore)) return []
  return [
    issueAt(
      ['audience', 'wroteBefore'],
      'It has to be after the day since which they wrote: nobody fits both.',
      'Tiene que ser posterior al día desde el que escribieron: nadie cumple ambos.',
    ),
  ]
}
