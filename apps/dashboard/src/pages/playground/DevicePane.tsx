import { ExternalLink, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Device as DeviceFrame } from '../../ui/Frame.tsx'
import { Pane, PaneHeader } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { TabRow } from '../../ui/Tabs.tsx'
import { ChannelIcon } from '../conversation/ChannelIcon.tsx'
import { type Device, shortNameOf } from './devices.ts'

type Props = { devices: readonly Device[]; device: Device; onChoose: (key: string) => void }

/** One device at a time, with tabs for the others. */
export function DevicePane({ devices, device, onChoose }: Props) {
  const { playground } = useWords()
  const [reloads, setReloads] = useState(0)
  return (
    <Pane kind="device" label={playground.devices}>
      <PaneHeader>
        <TabRow
          label={playground.devices}
          value={device.key}
          wrap="always"
          options={devices.map(({ key, name, channel }) => ({
            value: key,
            label: shortNameOf(name, devices),
            name,
            icon: <ChannelIcon channel={channel} />,
          }))}
          onChange={onChoose}
        />
        <Inline gap={0} isRigid>
          <IconButton icon={RotateCw} label={playground.reload} onClick={() => setReloads(reloads + 1)} />
          <IconButton
            icon={ExternalLink}
            label={playground.openInTab}
            onClick={() => window.open(device.url, '_blank', 'noopener')}
          />
        </Inline>
      </PaneHeader>
      <DeviceFrame key={`${device.key} ${reloads}`} title={device.name} url={device.url} />
    </Pane>
  )
}
