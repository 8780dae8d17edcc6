// Icons as paths on a 24 x 24 grid, drawn with the text's colour.

const PATHS = {
  more: ['M5 12h.5', 'M12 12h.5', 'M19 12h.5'],
  camera: [
    'M4 8h4l1.500-2.500h5L16 8h4v11H4Z',
    'M12 16.500a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400Z',
  ],
  heart: ['M12 20C7 16 4 13 4 9.500A4.300 4.300 0 0 1 12 7a4.300 4.300 0 0 1 8 2.500C20 13 17 16 12 20Z'],
  thumb: [
    'M7 20H4v-9h3Z',
    'M7 11l4-8c2 0 2.500 1.500 2 4l-.5 2.500h6c1 0 2 1 1.800 2.200l-1.500 7-1.800 1.300H7',
  ],
  clock: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z', 'M12 7v5l3 2'],
  tick: ['M5 13l4 4L19 7'],
  ticks: ['M2 13l4 4L16 7', 'M11.5 15.5 13 17 23 7'],
  send: ['M5 12h13', 'M12 5l7 7-7 7'],
  plus: ['M12 5v14', 'M5 12h14'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  reply: ['M10 7 4 12l6 5v-3.5c5 0 8 1.500 10 5-.5-6-4-9.500-10-9.500Z'],
  smile: [
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
    'M8.500 14c1.500 3 5.500 3 7 0',
    'M9 9.500v.5',
    'M15 9.500v.5',
  ],
  list: ['M9 6h11', 'M9 12h11', 'M9 18h11', 'M4 6h.5', 'M4 12h.5', 'M4 18h.5'],
  pin: [
    'M12 21c4-5 6.500-8 6.500-11.500a6.500 6.500 0 1 0-13 0C5.500 13 8 16 12 21Z',
    'M12 11.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  ],
  person: [
    'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z',
    'M4.500 20c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500',
  ],
  photo: ['M4 5h16v14H4Z', 'M4 16l5-5 4 4 3-3 4 4', 'M15.500 9.500h.5'],
  voice: ['M12 14a3 3 0 0 0 3-3V7a3 3 0 0 0-6 0v4a3 3 0 0 0 3 3Z', 'M6 11a6 6 0 0 0 12 0', 'M12 17v4'],
  file: ['M7 3h7l4 4v14H7Z', 'M14 3v4h4'],
  down: ['M6 9l6 6 6-6'],
  link: ['M14 5h5v5', 'M19 5l-8 8', 'M17 14v5H5V7h5'],
}

/** An icon that says nothing to a screen reader: its button has the words. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  for (const data of PATHS[name] ?? []) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    path.setAttribute('d', data)
    svg.append(path)
  }
  return svg
}

/** An element with properties and children; text stays text, whatever it says. */
export function element(tag, properties = {}, ...children) {
  const { data, ...rest } = properties
  const made = Object.assign(document.createElement(tag), rest)
  Object.assign(made.dataset, data)
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''))
  return made
}

/** A button that shows an icon and is called `label`. */
export function iconButton(name, label, properties = {}) {
  const button = element(
    'button',
    { type: 'button', className: 'plain', title: label, ...properties },
    icon(name),
  )
  button.setAttribute('aria-label', label)
  return button
}
