type Failure = NodeJS.ErrnoException & { port?: number }

/** One sentence for the person who started the server: what is wrong and what to do. */
export function explainStart(error: unknown): string {
  const { code, port, message } = (error ?? {}) as Failure
  switch (code) {
    case 'EADDRINUSE':
      return (
        `Port ${port ?? ''} is taken by another program. ` +
        `End it, or start with PORT=${(port ?? 4600) + 10}.`
      )
    case 'EACCES':
      return `No permission: ${message}. Choose a port above 1024, or another folder with HILO_DATA_DIR.`
    case 'ENOSPC':
      return 'The disk is full. Free some space and start again; nothing was lost.'
    default:
      return message ?? String(error)
  }
}
