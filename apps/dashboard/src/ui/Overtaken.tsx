import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { Strip, StripText } from './Pane.tsx'
import { Inline } from './Stack.tsx'

type Props = {
  /** Who saved meanwhile, and what that means. */
  title: string
  words: Record<
    | 'overtakenDetail'
    | 'showChanges'
    | 'hideChanges'
    | 'keepMine'
    | 'keepMineHint'
    | 'takeTheirs'
    | 'takeTheirsHint',
    string
  >
  editing: { insist: () => void; discard: () => void }
  /** How the two differ. */
  children: ReactNode
}

/** Somebody else saved what is being written here: the writer looks, and decides whose words stay. */
export function Overtaken({ title, words, editing, children }: Props) {
  const [isShown, setShown] = useState(false)
  return (
    <div role="alert">
      <Strip tone="wait">
        <StripText badge={null} title={title} detail={words.overtakenDetail} />
        <Inline isWrapping>
          <Button onClick={() => setShown(!isShown)}>
            {isShown ? words.hideChanges : words.showChanges}
          </Button>
          <Button hint={words.keepMineHint} onClick={editing.insist}>
            {words.keepMine}
          </Button>
          <Button hint={words.takeTheirsHint} onClick={editing.discard}>
            {words.takeTheirs}
          </Button>
        </Inline>
      </Strip>
      {isShown && children}
    </div>
  )
}
