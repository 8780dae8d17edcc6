import type { Article, ArticleVariant } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { Languages } from 'lucide-react'
import { useFollowArticle } from '../../api/knowledge.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { languageName, languageOptions } from '../../i18n/language-name.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'

type Props = { article: Article; languages: readonly string[] }

/** The other languages in which an article is said, those that are missing, and the way to write one more. */
export function VariantsRow({ article, languages }: Props) {
  const { knowledge: words } = useWords()
  const { id, newest, variants } = article
  const others = variants.filter((variant) => variant.id !== id)
  const known = [newest.language, ...others.map(({ language }) => language)]
  const missing = languages.filter((language) => !known.includes(language))
  return (
    <Stack gap={2}>
      <Inline isWrapping>
        <Text size="sm" isStrong>
          {words.inLanguages}
        </Text>
        <Text size="sm">{languageName(newest.language)}</Text>
        {others.map((variant) => (
          <Other key={variant.id} variant={variant} />
        ))}
        <AddLanguage article={article} known={known} languages={languages} />
        {others.length > 0 && missing.length > 0 && (
          <Text size="sm" tone="muted">
            {words.missingLanguages(missing.map(languageName).join(', '))}
          </Text>
        )}
      </Inline>
      <OutdatedNote article={article} />
    </Stack>
  )
}

function Other({ variant: { id, language, title, isPublished, isOutdated } }: { variant: ArticleVariant }) {
  const { knowledge: words } = useWords()
  return (
    <Inline gap={1}>
      <Link
        to="/knowledge/articles/$articleId"
        params={{ articleId: id }}
        title={title}
        className={TEXT_LINK}
      >
        {languageName(language)}
      </Link>
      {!isPublished && <Badge>{words.statuses.draft}</Badge>}
      {isOutdated && (
        <Badge tone="wait" title={words.outdatedHint}>
          {words.outdated}
        </Badge>
      )}
    </Inline>
  )
}

function AddLanguage({ article: { id }, known, languages }: Props & { known: readonly string[] }) {
  const { knowledge: words } = useWords()
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  if (readOnly !== null) return null
  const options = languageOptions(languages).filter(({ value }) => !known.includes(value))
  const write = (language: string) =>
    void navigate({
      to: '/knowledge/articles/$articleId',
      params: { articleId: 'new' },
      search: { variantOf: id, language },
    })
  return (
    <Menu align="start" trigger={<Button icon={Languages}>{words.addLanguage}</Button>}>
      {options.map(({ value, label }) => (
        <MenuItem key={value} onSelect={() => write(value)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  )
}

/** Says that the article changed that this one was written from, until somebody saw to it. */
function OutdatedNote({ article: { id, variants } }: { article: Article }) {
  const { knowledge: words } = useWords()
  const follow = useFollowArticle()
  const readOnly = useReadOnlyReason()
  const first = variants.find(({ isFirst }) => isFirst)
  if (!first || !variants.some((variant) => variant.id === id && variant.isOutdated)) return null
  const onFollow = () =>
    follow.mutate(id, {
      onSuccess: () => toast({ tone: 'plain', title: words.followed }),
      onError: sayRefused,
    })
  return (
    <div role="status">
      <Inline isWrapping>
        <Text size="sm" tone="wait">
          {words.firstChanged(languageName(first.language))}
        </Text>
        <Link to="/knowledge/articles/$articleId" params={{ articleId: first.id }} className={TEXT_LINK}>
          {first.title}
        </Link>
        <Button disabledReason={readOnly ?? (follow.isPending && words.saving)} onClick={onFollow}>
          {words.follow}
        </Button>
      </Inline>
    </div>
  )
}
