import { expect, test } from 'vitest'
import { inkOn } from './color.ts'

const STEPS = Array.from({ length: 18 }, (_, index) => index * 15)

test('the ink reads at 4.5 : 1 on every colour', () => {
  const colors = STEPS.flatMap((red) => STEPS.flatMap((green) => STEPS.map((blue) => [red, green, blue])))

  const worst = Math.min(...colors.map((color) => contrast(inkOn(toHex(color)), luminanceOf(color))))

  expect(worst).toBeGreaterThanOrEqual(4.5)
})

test.each([
  ['#000000', '#fff'],
  ['#ffffff', '#000'],
  ['#0f5c5a', '#fff'],
  ['#f2b134', '#000'],
])('on %s it is %s', (color, ink) => {
  expect(inkOn(color)).toBe(ink)
})

function toHex(color: number[]): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

function contrast(ink: '#000' | '#fff', luminance: number): number {
  return ink === '#fff' ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminanceOf(color: number[]): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
