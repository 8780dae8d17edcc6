import { createEgress, type Egress } from '../host/egress.ts'

const LOCAL = ['127.0.0.1', 'localhost', '[::1]']

/** The way to one remote backend: a public `https://` address, or any of this machine. */
export function reachRemote(url: string): Egress {
  const { host, hostname } = new URL(url)
  return createEgress(LOCAL.includes(hostname) ? { devLoopback: [host] } : {})
}
