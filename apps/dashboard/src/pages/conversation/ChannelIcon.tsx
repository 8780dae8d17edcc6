import type { ChannelType } from '@hilo/protocol'
import { Camera, Globe, MessageCircle, MessageSquare } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { Sign } from '../../ui/Frame.tsx'
import { Text } from '../../ui/Text.tsx'

const ICONS = { web: Globe, whatsapp: MessageCircle, instagram: Camera, messenger: MessageSquare }

/** Where the conversation takes place. */
export function ChannelIcon({ channel }: { channel: ChannelType }) {
  const { channels } = useWords()
  const Icon = ICONS[channel]
  return (
    <Sign label={channels[channel]}>
      <Text tone="faint">
        <Icon size={14} strokeWidth={1.75} aria-hidden />
      </Text>
    </Sign>
  )
}
