import type { ContentOf } from '@hilo/protocol'
import { MapPin } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

/** A place, with what it is called as far as that is known. */
export function LocationView({ content }: { content: ContentOf<'location'> }) {
  const { content: words } = useWords()
  return (
    <Stack gap={0}>
      <Inline gap={2}>
        <MapPin size={16} strokeWidth={1.75} aria-hidden />
        <Text isStrong>{content.name ?? words.location}</Text>
      </Inline>
      {content.address && <Text tone="muted">{content.address}</Text>}
      <Text size="xs" tone="muted" title={words.openMap}>
        {`${content.latitude}, ${content.longitude}`}
      </Text>
    </Stack>
  )
}
