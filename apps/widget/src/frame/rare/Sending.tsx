import type { Upload } from './upload.ts'

/** A file on its way: its name, and how far it is. */
export function Sending({ upload: { file, progress, failure } }: { upload: Upload }) {
  return (
    <>
      {file.name}
      {!failure && <progress value={progress} aria-label={file.name} />}
    </>
  )
}
