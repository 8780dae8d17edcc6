/** The English words of the files in messages. */
export const mediaEn = {
  due: 'Being fetched…',
  gone: 'Deleted',
  failed: (why: string) => `Could not be had: ${why}`,
  failures: {
    too_large: 'larger than the channel allows',
    type: 'of a type that is not taken',
    expired: 'the platform has it no longer',
    damaged: 'it kept arriving damaged',
    unreachable: 'the platform did not answer for a day',
    refused: 'the platform refused',
    unknown: 'it was not fetched',
  },
  open: (name: string) => `Open large: ${name}`,
  close: 'Close',
  download: (name: string) => `Download ${name}`,
}
