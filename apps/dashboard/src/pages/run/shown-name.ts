/** So many characters of a question are its name in the journal. */
const NAME_LENGTH = 60

/** The name of a question, which may be its beginning only, as people are shown it. */
export function shownName(name: string): string {
  return name.length < NAME_LENGTH ? name : `${name}…`
}
