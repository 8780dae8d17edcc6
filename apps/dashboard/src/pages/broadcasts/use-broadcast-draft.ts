import { newId, type Template, templateFields } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCreateBroadcast, usePreviewBroadcast } from '../../api/broadcasts.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { missingFrom, NEW_BROADCAST, planOf, type Typed } from './draft.ts'

/** A broadcast while it is written: what is missing, what the server refused, and who would get it. */
export function useBroadcastDraft(template: Template) {
  const { knowledge } = useWords()
  const navigate = useNavigate()
  const preview = usePreviewBroadcast()
  const create = useCreateBroadcast()
  const [clientId] = useState(() => newId())
  const [typed, setTyped] = useState(NEW_BROADCAST)
  const [isTried, setTried] = useState(false)
  const { perMinute, startsAt } = typed
  const plan = planOf(template, typed)
  const whole = {
    ...{ ...plan, clientId, name: typed.name.trim() },
    ...{ perMinute: Number(perMinute), startsAt: startsAt || null },
  }
  const lacking = missingFrom(template, typed)
  const error = create.error ?? preview.error
  const sent = create.error ? create.variables : preview.variables
  const set = (fields: Partial<Typed>) => setTyped({ ...typed, ...fields })
  return {
    ...{ typed, set, fields: templateFields(template.definition), error },
    issues: issuesOf(error, { sent, now: whole }),
    /** Of a field without which nothing can be sent, once it was tried without. */
    missing: (field: string) => (isTried && lacking.includes(field) ? knowledge.fillIn : null),
    preview: preview.data,
    isCounting: preview.isPending,
    isStarting: create.isPending,
    /** What was counted is of what was filled in then. */
    setCounted(fields: Partial<Typed>) {
      if (preview.data) preview.reset()
      set(fields)
    },
    /** Marks what is missing. @returns whether nothing is */
    isWhole(): boolean {
      setTried(true)
      return lacking.length === 0
    },
    count() {
      setTried(true)
      create.reset()
      if (lacking.length === 0) preview.mutate(plan)
    },
    start: () =>
      create.mutate(whole, {
        onSuccess: ({ id }) => void navigate({ to: '/broadcasts/$broadcastId', params: { broadcastId: id } }),
      }),
  }
}
