// What a phone page and the simulator say to each other: changes come by a socket, commands go by a post.

/** Runs a command of a platform. @throws Error in the simulator's words */
export async function command(platform, name, input) {
  const answer = await fetch(`/control/${platform}/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  const body = await answer.json()
  if (!answer.ok) throw new Error(body.message)
  return body.result
}

/** Follows `path` for as long as the page is open; a connection that ends is made again. */
export function follow(path, { onOpen, onFrame, onClose }) {
  let retryMs = 250
  const connect = () => {
    const socket = new WebSocket(path)
    socket.onopen = () => {
      retryMs = 250
      onOpen()
    }
    socket.onmessage = ({ data }) => onFrame(JSON.parse(data))
    socket.onclose = () => {
      onClose()
      setTimeout(connect, retryMs)
      retryMs = Math.min(retryMs * 2, 4_000)
    }
  }
  connect()
}

/** A choice between several businesses in the bar; the page begins anew with the one that is taken. */
export function offerBusinesses(select, businesses, { name, key, current }) {
  if (businesses.length < 2) return
  select.hidden = false
  select.setAttribute('aria-label', name)
  for (const { id, name: title } of businesses) select.append(new Option(title, id, false, id === current))
  select.addEventListener('change', () => {
    const url = new URL(location.href)
    url.searchParams.set(key, select.value)
    location.assign(url)
  })
}
