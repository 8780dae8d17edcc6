import type { Article, ArticleVersion } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useArticleVersions } from '../../api/knowledge.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Difference } from '../../ui/Difference.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { Doing, When } from '../backends/Doing.tsx'
import { diffLines, withoutSame } from './diff-lines.ts'
import { useAsText } from './use-as-text.ts'
import type { Editing } from './use-editing.ts'

type Props = { article: Article; editing: Editing }

/** Every version: what changed in it, and the way back to it. */
export function VersionsPart({ article, editing }: Props) {
  const { knowledge: words } = useWords()
  const { data, error, isPending, refetch } = useArticleVersions(article.id)
  return (
    <Part title={words.versions}>
      {isPending && <SkeletonItems count={2} label={words.versions} />}
      {error && !data && (
        <ErrorState title={words.versionsError} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data && (
        <Rows label={words.versions}>
          {data.map((version, at) => (
            <VersionRow key={version.version} {...{ article, editing, version }} before={data[at + 1]} />
          ))}
        </Rows>
      )}
    </Part>
  )
}

type RowProps = Props & { version: ArticleVersion; before: ArticleVersion | undefined }

function VersionRow({ article, editing, version, before }: RowProps) {
  const asText = useAsText()
  const { knowledge: words } = useWords()
  const isNewest = version.version === article.version
  const isAnswering = version.version === article.publishedVersion
  return (
    <ItemRow
      end={<VersionActions {...{ article, editing, version }} />}
      below={
        before && (
          <Disclosure summary={words.changes}>
            <Difference
              label={words.changes}
              parts={withoutSame(diffLines(asText(before), asText(version)))}
              skipped={words.skipped}
            />
          </Disclosure>
        )
      }
    >
      <Inline isWrapping>
        <Text isStrong>{words.versionNumber(version.version)}</Text>
        {isAnswering && <Badge tone="done">{words.answersNow}</Badge>}
        {isNewest && !isAnswering && <Badge>{words.newest}</Badge>}
      </Inline>
      <WrittenAndPublished version={version} />
    </ItemRow>
  )
}

/** Who wrote it, or which source it was taken from, and who let it answer. */
function WrittenAndPublished({ version }: { version: ArticleVersion }) {
  const { knowledge: words } = useWords()
  const { from, by, createdAt, firstPublishedAt, publishedBy } = version
  return (
    <Inline isWrapping>
      {from ? <Taken at={createdAt} from={from} /> : <Doing at={createdAt} by={by} />}
      {publishedBy && (
        <Text size="sm" tone="muted">
          {words.firstPublished} <Doing at={firstPublishedAt} by={publishedBy} />
        </Text>
      )}
    </Inline>
  )
}

type TakenProps = { at: string; from: NonNullable<ArticleVersion['from']> }

function Taken({ at, from: { id, name, origin } }: TakenProps) {
  const { sources: words } = useWords()
  return (
    <Inline isWrapping gap={1}>
      <When at={at} />
      <Link to="/knowledge/sources/$sourceId" params={{ sourceId: id }} className={TEXT_LINK}>
        {words.takenFrom[origin](name)}
      </Link>
    </Inline>
  )
}

function VersionActions({ article, editing, version }: Omit<RowProps, 'before'>) {
  const { knowledge: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const { version: number, firstPublishedAt, language, audience, title, body, alternates } = version
  const isOld = number !== article.version
  const restore = () => {
    editing.change({ language, audience, title, body, alternates })
    toast({ tone: 'plain', title: words.restored(number) })
  }
  const publish = () =>
    editing.publish(number).then(() => toast({ tone: 'plain', title: words.published }), sayRefused)
  if (!isOld) return null
  return (
    <>
      {firstPublishedAt !== null && number !== article.publishedVersion && (
        <Button
          hint={words.publishOldHint}
          disabledReason={readOnly ?? (editing.isSaving && backends.saving)}
          onClick={() => void publish()}
        >
          {words.publishOld}
        </Button>
      )}
      <Button hint={words.restoreHint} disabledReason={readOnly} onClick={restore}>
        {words.restore}
      </Button>
    </>
  )
}
