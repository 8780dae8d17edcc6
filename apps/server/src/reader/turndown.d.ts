/** What is used of two packages that bring no types of their own, or wrong ones. */

declare module '@mixmark-io/domino' {
  export type PageElement = {
    readonly nodeName: string
    readonly textContent: string | null
    readonly parentNode: PageElement | null
    readonly children: ArrayLike<PageElement>
    getAttribute(name: string): string | null
    setAttribute(name: string, value: string): void
    removeAttribute(name: string): void
    querySelector(selector: string): PageElement | null
    querySelectorAll(selector: string): ArrayLike<PageElement>
    remove(): void
  }
  export type PageDocument = PageElement & {
    readonly documentElement: PageElement | null
    readonly body: PageElement | null
  }
  const domino: { createDocument(html: string): PageDocument }
  export default domino
}

declare module 'turndown' {
  import type { PageElement } from '@mixmark-io/domino'

  export type Rule = {
    filter: string | string[]
    replacement(content: string, node: PageElement): string
  }
  export default class TurndownService {
    constructor(options?: Record<string, string>)
    addRule(name: string, rule: Rule): this
    remove(filter: string[]): this
    turndown(input: PageElement): string
  }
}
