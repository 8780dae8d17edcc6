import type { ChannelType } from '@hilo/protocol'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column, ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { ChannelIcon } from '../conversation/ChannelIcon.tsx'
import { ConnectAccount } from './ConnectAccount.tsx'
import { WidgetForm } from './WidgetForm.tsx'

const CHANNELS: ChannelType[] = ['whatsapp', 'messenger', 'instagram', 'web']

/** Connects an account or a web site: what is given is looked at step by step before it becomes an inbox. */
export function ConnectPage() {
  const { connect: words, channels } = useWords()
  const { channel } = useSearch({ from: '/app/settings/inboxes/connect' })
  const title = channel ? `${words.title}: ${channels[channel]}` : words.title
  return (
    <Pane kind="main" role="main" label={title}>
      <PageTitle page={title} />
      <PaneHeader>
        <Inline>
          <Link to="/settings/inboxes" className={BACK_LINK}>
            <BackMark label={words.back} />
          </Link>
          <Text as="h1" isStrong isTruncated>
            {title}
          </Text>
        </Inline>
      </PaneHeader>
      <PaneBody>
        <Column>
          {!channel && <Choice />}
          {channel === 'web' && <WidgetForm />}
          {channel && channel !== 'web' && <ConnectAccount key={channel} channel={channel} />}
        </Column>
      </PaneBody>
    </Pane>
  )
}

function Choice() {
  const { connect: words, channels } = useWords()
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  return (
    <Part title={words.choose}>
      <Rows label={words.choose}>
        {CHANNELS.map((channel) => (
          <ItemRow
            key={channel}
            end={
              <Button
                aria-label={`${words.add}: ${channels[channel]}`}
                disabledReason={readOnly}
                onClick={() => void navigate({ to: '/settings/inboxes/connect', search: { channel } })}
              >
                {words.add}
              </Button>
            }
          >
            <Inline>
              <ChannelIcon channel={channel} />
              <Text isStrong>{channels[channel]}</Text>
            </Inline>
            <Text size="sm" tone="muted">
              {words.channelNotes[channel]}
            </Text>
          </ItemRow>
        ))}
      </Rows>
    </Part>
  )
}
