import { useState } from 'react'
import { readJson, writeJson } from '../../api/storage.ts'

const KEY = 'hilo.answer-details'

/** Whether the figures behind an answer are shown: those who want them want them of every answer. */
export function useDetails(): [boolean, (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(() => readJson<boolean>(localStorage, KEY) === true)
  const keep = (next: boolean) => {
    writeJson(localStorage, KEY, next)
    setOpen(next)
  }
  return [isOpen, keep]
}
