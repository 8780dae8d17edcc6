import { articleBlocks, pictureIdOf } from '@hilo/protocol'
import { useArticleVersion } from '../../api/answers.ts'
import { useLinkOf } from '../../api/link-hosts.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Reading } from '../../ui/Reading.tsx'
import { SkeletonThread } from '../../ui/Skeleton.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { drawPicture } from '../knowledge/PictureView.tsx'
import type { CitedArticle } from './places.ts'

type Props = {
  article: Pick<CitedArticle, 'articleId' | 'title' | 'version' | 'places'>
  onClose: () => void
}

/** An article as it was when it was cited, also when it was changed or deleted since. */
export function ArticleDialog({ article, onClose }: Props) {
  const { answers: words } = useWords()
  const { articleId, version, places } = article
  const linkOf = useLinkOf()
  const { data, error, refetch } = useArticleVersion(articleId, version)
  return (
    <Dialog isOpen onClose={onClose} title={article.title} closeLabel={words.close}>
      {data && (
        <Stack gap={3}>
          <Text as="p" size="sm" tone="muted">
            {[
              words.articleOf(version, data.language, words.audiences[data.audience]),
              ...(places.length > 0 ? [words.placeMarked] : []),
            ].join(' ')}
          </Text>
          <Reading blocks={articleBlocks(data.body, places, { linkOf, pictureOf })} draw={drawPicture} />
        </Stack>
      )}
      {error && !data && (
        <ErrorState title={words.articleError} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {!data && !error && <SkeletonThread label={words.article} />}
    </Dialog>
  )
}

/** Those that were uploaded here are drawn. */
function pictureOf(address: string): string | null {
  return pictureIdOf(address) === null ? null : address
}
