import { useEffect, useState } from 'react'

/** True once `value` has been true for `ms` without a break; false at once when it is false. */
export function useSettled(value: boolean, ms: number): boolean {
  const [isSettled, setSettled] = useState(false)
  useEffect(() => {
    if (!value) return setSettled(false)
    const timer = setTimeout(() => setSettled(true), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return value && isSettled
}
