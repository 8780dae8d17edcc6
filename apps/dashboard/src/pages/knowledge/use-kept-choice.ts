import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import type { Choice } from './chosen-drafts.ts'

/** The place in the history of the browser that a choice was made at. */
let kept: { place: string; choice: Choice } | null = null

/**
 * A choice that is still there when somebody opens a draft and goes back. Whoever comes by another way begins
 * with `atFirst`.
 */
export function useKeptChoice(atFirst: () => Choice): [Choice, (choice: Choice) => void] {
  const place = useLocation({ select: ({ state }) => state.__TSR_key ?? '' })
  const [choice, setChoice] = useState(() => (kept?.place === place ? kept.choice : atFirst()))
  const choose = (next: Choice) => {
    kept = { place, choice: next }
    setChoice(next)
  }
  return [choice, choose]
}
