/**
 * Black or white, whichever reads better on `#rrggbb`: the better of the two never falls below 4.5 : 1. The
 * channels are made linear by a plain power, close enough to the standard's curve for a choice between two.
 *
 * https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
 */
export function inkOn(color: string): '#000' | '#fff' {
  const luminance = [0.2126, 0.7152, 0.0722].reduce(
    (sum, weight, at) => sum + weight * (Number(`0x${color.slice(at * 2 + 1, at * 2 + 3)}`) / 255) ** 2.2,
    0,
  )
  return luminance > 0.18 ? '#000' : '#fff'
}
