import { newId, type Template, templateFields } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCreateBroadcast, usePreviewBroadcast } from '../../api/broadcasts.ts'
import { useSession } from '../../api/session.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { NEW_BROADCAST, planOf, type Typed } from './draft.ts'
import { faultsOf } from './faults.ts'

/** A broadcast while it is written: what is missing or wrong, what the server refused, and who would get it. */
export function useBroadcastDraft(template: Template) {
  const words = useWords()
  const { timeZone } = useSession().org
  const navigate = useNavigate()
  const preview = usePreviewBroadcast()
  const create = useCreateBroadcast()
  const [clientId] = useState(() => newId())
  const [typed, setTyped] = useState(NEW_BROADCAST)
  const [isTried, setTried] = useState(false)
  const { perMinute, startsAt } = typed
  const plan = planOf(template, typed, timeZone)
  const when = { perMinute: Number(perMinute), startsAt: startsAt || null }
  const whole = { ...plan, ...when, clientId, name: typed.name.trim() }
  const faults = faultsOf({ typed, template, timeZone, now: Date.now(), words })
  const isSound = Object.keys(faults).length === 0
  const error = create.error ?? preview.error
  const sent = create.error ? create.variables : preview.variables
  const set = (fields: Partial<Typed>) => setTyped({ ...typed, ...fields })
  return {
    ...{ typed, set, fields: templateFields(template.definition), error },
    issues: issuesOf(error, { sent, now: whole }),
    /** Where all times are meant. */
    timeZone,
    /** What was asked for and refused. */
    refused: create.error ? words.broadcasts.notStarted : words.broadcasts.notCounted,
    /** What is wrong with a field, once it was tried so. */
    fault: (field: string) => (isTried && faults[field]) || null,
    /** How many fields are marked. */
    faultCount: isTried ? Object.keys(faults).length : 0,
    preview: preview.data,
    isCounting: preview.isPending,
    isStarting: create.isPending,
    /** What was counted is of what was filled in then. */
    setCounted(fields: Partial<Typed>) {
      if (preview.data) preview.reset()
      set(fields)
    },
    /** Marks what is wrong. @returns whether nothing is */
    isWhole(): boolean {
      setTried(true)
      return isSound
    },
    count() {
      setTried(true)
      create.reset()
      if (isSound) preview.mutate({ ...plan, ...when })
    },
    start: () =>
      create.mutate(whole, {
        onSuccess: ({ id }) => void navigate({ to: '/broadcasts/$broadcastId', params: { broadcastId: id } }),
      }),
  }
}
