import { toast } from './toast.ts'

/** Puts a text on the clipboard, and says so; a browser may refuse it. */
export async function copyText(text: string, words: { copied: string; copyFailed: string }): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast({ tone: 'plain', title: words.copied })
  } catch {
    toast({ tone: 'fail', title: words.copyFailed })
  }
}
