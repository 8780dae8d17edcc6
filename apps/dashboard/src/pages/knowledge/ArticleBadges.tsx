import type { ArticleAudience, ArticleStatus } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'

type State = { version: number; publishedVersion: number | null }

/** Whether it answers, and whether as it was written last. */
export function statusOf({ version, publishedVersion }: State): ArticleStatus {
  if (publishedVersion === null) return 'draft'
  return publishedVersion === version ? 'published' : 'changed'
}

const TONES: Record<ArticleStatus, Tone> = { draft: 'plain', published: 'done', changed: 'wait' }

type Props = { state: State; language: string; audience: ArticleAudience }

/** What an article is, in a few words. */
export function ArticleBadges({ state, language, audience }: Props) {
  const { knowledge: words } = useWords()
  const status = statusOf(state)
  return (
    <>
      <Badge tone={TONES[status]} title={words.statusHints[status]}>
        {words.statuses[status]}
      </Badge>
      <Badge>{languageName(language)}</Badge>
      {audience === 'internal' && (
        <Badge title={words.audienceHints.internal}>{words.audiences.internal}</Badge>
      )}
    </>
  )
}
