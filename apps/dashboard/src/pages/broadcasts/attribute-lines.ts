import { ATTRIBUTE_NAME } from '@hilo/protocol'

export type AttributeLine = {
  /** Its number among all lines, from 1. */
  number: number
  text: string
  name: string
  value: string
  fault: 'no_sign' | 'no_name' | 'bad_name' | null
}

/** What is written of attributes, line by line; empty lines are none. */
export function attributeLines(typed: string): AttributeLine[] {
  return typed.split('\n').flatMap((line, at) => {
    const text = line.trim()
    if (text === '') return []
    const sign = text.indexOf('=')
    const name = text.slice(0, Math.max(sign, 0)).trim()
    const value = text.slice(sign + 1).trim()
    return [{ number: at + 1, text, name, value, fault: faultOf(sign, name) }]
  })
}

function faultOf(sign: number, name: string): AttributeLine['fault'] {
  if (sign < 0) return 'no_sign'
  if (name === '') return 'no_name'
  return ATTRIBUTE_NAME.test(name) ? null : 'bad_name'
}
