import { Link, useNavigate } from '@tanstack/react-router'
import {
  Bell,
  BookOpen,
  Cable,
  FlaskConical,
  Inbox,
  Keyboard,
  KeyRound,
  LayoutTemplate,
  ListTree,
  LogOut,
  Megaphone,
  ScrollText,
  Sparkle,
  Spline,
  Tags,
  UserRound,
} from 'lucide-react'
import { useAlarms } from '../../api/health.ts'
import { chooseOrg } from '../../api/org.ts'
import { signOut, useSession } from '../../api/session.ts'
import { explainError } from '../../i18n/explain.ts'
import { LANGUAGES, setLanguage, useLanguage, useWords } from '../../i18n/language.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Rail, RailMark } from '../../ui/Frame.tsx'
import { LinkIcon, RAIL_LINK } from '../../ui/LinkBox.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuSeparator } from '../../ui/Menu.tsx'
import { runShortcut, useShortcuts } from '../../ui/shortcuts.ts'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { setTheme, useTheme } from '../../ui/theme.ts'
import { toast } from '../../ui/toast.ts'

/** The way between the pages, and the member's own preferences. */
export function Navigation() {
  const { broadcasts, knowledge, nav, runs, runShortcuts, shortcuts } = useWords()
  const { playground } = useSession()
  const navigate = useNavigate()
  useShortcuts([
    { key: 'g i', label: shortcuts.goInbox, run: () => void navigate({ to: '/inbox' }) },
    { key: 'g r', label: runShortcuts.goRuns, run: () => void navigate({ to: '/runs' }) },
    { key: 'g b', label: shortcuts.goBackends, run: () => void navigate({ to: '/backends' }) },
    { key: 'g k', label: shortcuts.goKnowledge, run: () => void navigate({ to: '/knowledge' }) },
    { key: 'g l', label: shortcuts.goLog, run: () => void navigate({ to: '/log' }) },
    ...(playground
      ? [{ key: 'g p', label: shortcuts.goPlayground, run: () => void navigate({ to: '/playground' }) }]
      : []),
  ])
  return (
    <Rail
      label={nav.label}
      end={
        <>
          <AlarmBell />
          <AccountMenu />
        </>
      }
    >
      <RailMark>
        <Mark size={26} />
      </RailMark>
      <Tooltip text={nav.inbox} shortcut="G I" side="right">
        <Link to="/inbox" className={RAIL_LINK}>
          <LinkIcon icon={Inbox} label={nav.inbox} />
        </Link>
      </Tooltip>
      <Tooltip text={runs.label} shortcut="G R" side="right">
        <Link to="/runs" className={RAIL_LINK}>
          <LinkIcon icon={ListTree} label={runs.label} />
        </Link>
      </Tooltip>
      <Tooltip text={nav.backends} shortcut="G B" side="right">
        <Link to="/backends" className={RAIL_LINK}>
          <LinkIcon icon={Spline} label={nav.backends} />
        </Link>
      </Tooltip>
      <Tooltip text={knowledge.title} shortcut="G K" side="right">
        <Link to="/knowledge" className={RAIL_LINK}>
          <LinkIcon icon={BookOpen} label={knowledge.title} />
        </Link>
      </Tooltip>
      <Tooltip text={broadcasts.title} side="right">
        <Link to="/broadcasts" className={RAIL_LINK}>
          <LinkIcon icon={Megaphone} label={broadcasts.title} />
        </Link>
      </Tooltip>
      <Tooltip text={nav.log} shortcut="G L" side="right">
        <Link to="/log" className={RAIL_LINK}>
          <LinkIcon icon={ScrollText} label={nav.log} />
        </Link>
      </Tooltip>
      {playground && (
        <Tooltip text={nav.playground} shortcut="G P" side="right">
          <Link to="/playground" className={RAIL_LINK}>
            <LinkIcon icon={FlaskConical} label={nav.playground} />
          </Link>
        </Tooltip>
      )}
    </Rail>
  )
}

/** How many alarms the member has not seen. */
function AlarmBell() {
  const { alarms: words } = useWords().health
  const unread = useAlarms().data?.filter(({ endedAt, isRead }) => endedAt === null && !isRead).length ?? 0
  return (
    <Tooltip text={words.unread(unread)} side="right">
      <Link to="/alarms" className={RAIL_LINK}>
        <LinkIcon icon={Bell} label={words.unread(unread)} mark={unread} />
      </Link>
    </Tooltip>
  )
}

function AccountMenu() {
  const { ai, nav, tags } = useWords()
  const { member, org } = useSession()
  const navigate = useNavigate()
  const theme = useTheme()
  const language = useLanguage()
  return (
    <Menu side="right" trigger={<IconButton icon={UserRound} label={nav.account} side="right" />}>
      <MenuHeading title={member.name} detail={`${org.name}, ${member.email}`} />
      <OrgChoice />
      <MenuSeparator />
      <MenuChoice label={nav.theme} value={theme} options={nav.themes} onChange={setTheme} />
      <MenuChoice label={nav.language} value={language} options={LANGUAGES} onChange={setLanguage} />
      <MenuSeparator />
      <MenuItem icon={Cable} onSelect={() => void navigate({ to: '/settings/inboxes' })}>
        {nav.inboxes}
      </MenuItem>
      <MenuItem icon={LayoutTemplate} onSelect={() => void navigate({ to: '/settings/templates' })}>
        {nav.templates}
      </MenuItem>
      <MenuItem icon={Tags} onSelect={() => void navigate({ to: '/settings/tags' })}>
        {tags.title}
      </MenuItem>
      <MenuItem
        icon={Sparkle}
        onSelect={() => void navigate({ to: '/settings/ai', search: { tab: 'providers' } })}
      >
        {ai.title}
      </MenuItem>
      {member.role !== 'agent' && (
        <MenuItem icon={KeyRound} onSelect={() => void navigate({ to: '/settings/api-keys' })}>
          {nav.apiKeys}
        </MenuItem>
      )}
      <MenuItem icon={Keyboard} onSelect={() => runShortcut('?')}>
        {nav.shortcuts}
      </MenuItem>
      <SignOutItem />
    </Menu>
  )
}

/** Only for a member of several orgs. */
function OrgChoice() {
  const { nav } = useWords()
  const { org, orgs } = useSession()
  if (orgs.length < 2) return null
  const options = Object.fromEntries(orgs.map(({ id, name }) => [id, name]))
  return <MenuChoice label={nav.org} value={org.id} options={options} onChange={chooseOrg} />
}

function SignOutItem() {
  const { nav } = useWords()
  const navigate = useNavigate()
  const leave = async () => {
    try {
      await signOut()
      await navigate({ to: '/sign-in' })
    } catch (error) {
      toast({ tone: 'fail', title: explainError(error) })
    }
  }
  return (
    <MenuItem icon={LogOut} onSelect={() => void leave()}>
      {nav.signOut}
    </MenuItem>
  )
}
