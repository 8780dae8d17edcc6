import { open } from 'node:fs/promises'

/**
 * Writes a file that holds what contacts wrote, anew (`w`) or at its end (`a`). Nobody but its owner may read
 * it, also when it was there before and others could.
 */
export async function writePrivate(file: string, text: string, flag: 'w' | 'a'): Promise<void> {
  const handle = await open(file, flag, 0o600)
  try {
    // What is no file, such as /dev/stdout, keeps its mode.
    if ((await handle.stat()).isFile()) await handle.chmod(0o600)
    await handle.writeFile(text)
  } finally {
    await handle.close()
  }
}
